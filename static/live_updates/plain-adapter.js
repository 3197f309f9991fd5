// Grid, Tree, DataView: by their documented methods alone.
const plain = {
  pack: record => record,
  marker: () => false,
  editing: () => false,
  dragging: () => false,
  batch(work) { work(); },
};
