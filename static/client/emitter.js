/** Events: `transport:up` when messages can flow, `transport:down` when they cannot. */
class Emitter {
  constructor() {
    this.events = {};
  }

  /** Calls `listener` at every such event. */
  bind(event, listener, context) {
    this.listeners(event).push({ listener, context: context || this });
    return this;
  }

  /** Ends what `bind` began; without `listener`, for all of them. */
  unbind(event, listener, context) {
    this.events[event] = this.listeners(event).filter(entry =>
      listener && (entry.listener !== listener || (context && entry.context !== context)));
    return this;
  }

  /** Calls `listener` at the next such event. */
  once(event, listener) {
    const first = (...args) => {
      this.unbind(event, first);
      listener.apply(this, args);
    };
    return this.bind(event, first);
  }

  trigger(event, ...args) {
    this.listeners(event).forEach(({ listener, context }) => callPage(listener, context, args));
  }

  listeners(event) {
    return (this.events[event] = this.events[event] || []);
  }
}

const { bind, unbind, trigger } = Emitter.prototype;
Object.assign(Emitter.prototype, { on: bind, addListener: bind, removeListener: unbind, emit: trigger });
