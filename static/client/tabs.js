/** Polls held at a time. A browser has six HTTP/1.1 connections to a host, and pages need some for all else. */
const HELD_POLLS = 3;

/** Milliseconds between the polls of a tab whose polls are not held. */
const UNHELD_PAUSE = 2000;

/** Milliseconds for which a first poll is held: until the other tabs are known. */
const BRIEF_HOLD = 1000;

let crowdTold = false;

/** The tabs of this browser that poll the same host: the oldest hold their polls, the others give way. */
class Tabs {
  constructor(url) {
    // The age is the name: the tab that came first has the smallest.
    Object.assign(this, { url, host: new URL(url).origin, age: Date.now() + Math.random(), others: new Map() });
  }

  /** `news` is called when it is time to poll. */
  join(news) {
    try {
      this.channel = new BroadcastChannel("polls of " + this.host);
    } catch (error) {
      // An old browser, or storage is forbidden.
      return;
    }
    this.channel.onmessage = ({ data: { age, event } }) => {
      if (event === "gone") this.others.delete(age);
      else this.others.set(age, Date.now());
      if (event === "new") this.tell("here");
      // Timers of a hidden tab may be a minute late, messages are not.
      if (event === "gone" || event === "news") news();
    };
    this.tell("new");
  }

  tell(event) {
    if (this.channel) this.channel.postMessage({ age: this.age, event });
  }

  leave() {
    this.tell("gone");
    if (this.channel) this.channel.close();
    this.channel = null;
  }

  /** Milliseconds to hold the next poll; undefined: as the server does, which is `usual`. */
  hold(usual, brief) {
    this.tell("here");
    this.others.forEach((seen, age) => Date.now() - seen > 2 * usual && this.others.delete(age));
    const older = [...this.others.keys()].filter(age => age < this.age).length;
    this.holding = (older < HELD_POLLS && !this.queued()) || this.multiplexed();
    if (!this.holding) this.tellPage();
    const first = !this.polled;
    this.polled = true;
    return this.holding ? (first || brief ? BRIEF_HOLD : undefined) : 0;
  }

  /** True since a request had to wait for a connection, beyond the making of one: there are tabs that cannot be heard. */
  queued() {
    const last = entries("Name", this.url).pop();
    const waited = last && last.requestStart - last.fetchStart - (last.connectEnd - last.domainLookupStart);
    this.crowded = this.crowded || waited > UNHELD_PAUSE;
    return this.crowded;
  }

  /** HTTP/2 and 3 have one connection for all requests. */
  multiplexed() {
    return entries("Type", "navigation").concat(entries("Type", "resource")).some(({ name, nextHopProtocol }) =>
      name.startsWith(this.host + "/") && /^h[23]/.test(nextHopProtocol));
  }

  tellPage() {
    if (!crowdTold) warn("Too many tabs poll " + this.host + " by HTTP/1.1, so this one may hear " +
      UNHELD_PAUSE / 1000 + " s late: let the proxy pass WebSockets, or serve HTTP/2");
    crowdTold = true;
  }
}

/** What the browser measured of requests. */
function entries(by, what) {
  const find = performance["getEntriesBy" + by];
  return find ? find.call(performance, what) : [];
}
