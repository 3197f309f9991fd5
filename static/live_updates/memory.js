const MOST_KNOWN = 10000; // records

/** A map that forgets what was set longest ago: pages stay open for weeks. */
class Recent extends Map {
  set(key, value) {
    this.delete(key);
    super.set(key, value);
    if (this.size > MOST_KNOWN) this.delete(this.keys().next().value);
    return this;
  }
}

/** Milliseconds on a clock that nobody sets. */
const now = () => performance.now();
