/** The events of a client: `transport:up` when messages can flow, `transport:down` when they no longer can. */
class Emitter {
  /** Calls `listener` on `context`, or on the client, at every such event. */
  bind(event, listener, context) {
    this.listeners(event).push({ listener, context: context || this });
    return this;
  }

  /** Ends what `bind` began; without `listener`, for all listeners of the event. */
  unbind(event, listener, context) {
    this.events[event] = this.listeners(event).filter(entry =>
      listener && (entry.listener !== listener || (context && entry.context !== context)));
    return this;
  }

  /** Calls `listener` at the next such event only. */
  once(event, listener) {
    const first = (...args) => {
      this.unbind(event, first);
      listener.apply(this, args);
    };
    return this.bind(event, first);
  }

  /** Tells all listeners of the event. */
  trigger(event, ...args) {
    this.listeners(event).forEach(entry => callPage(entry.listener, entry.context, args));
  }

  listeners(event) {
    this.events = this.events || {};
    return (this.events[event] = this.events[event] || []);
  }
}

// Pages use both families of names.
Object.assign(Emitter.prototype, {
  on: Emitter.prototype.bind,
  addListener: Emitter.prototype.bind,
  removeListener: Emitter.prototype.unbind,
  emit: Emitter.prototype.trigger
});
