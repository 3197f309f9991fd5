// Grid, Tree, DataView and Schedulers before 4: by their documented methods alone.
const plain = {
  pack: record => record,
  marker: () => false,
  editing: () => false,
  dragging: () => false,
  batch(work) { work(); },
};
