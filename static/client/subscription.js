/** A listener; its outcome is the server's answer. */
class Subscription extends Deferrable {
  constructor(client, channel, listener, context) {
    super();
    Object.assign(this, { client, channel, listener, context });
  }

  /** Also calls `callback(channel, data)`, as a wildcard may need. */
  withChannel(callback, context) {
    this.channelListener = callback;
    this.channelContext = context;
    return this;
  }

  /** `args[0]` is a message. */
  apply(context, args) {
    const { channel, data } = args[0];
    if (this.listener) callPage(this.listener, this.context, [data]);
    if (this.channelListener) callPage(this.channelListener, this.channelContext, [channel, data]);
  }

  /** Ends it; the last one of a channel also at the server. */
  cancel() {
    this.client.unsubscribe(this.channel, this);
  }

  unsubscribe() {
    this.cancel();
  }
}
