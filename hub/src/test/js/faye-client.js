// faye-client.js PACKAGE URL [--websocket | --long-polling]: a genuine Faye client that does as it is told.
//   subscribe {channel} · unsubscribe {channel} · publish {channel, data} · burst {channel, count, tag} ·
//   setHeader {name, value} · transport · disconnect
// Events: message {channel, data}, up, down.
'use strict';
const [alias, url, transport] = process.argv.slice(2);
const faye = require(alias);
const { say, listen, describe } = require('./lines');

const client = new faye.Client(url, { retry: 1 });
if (transport === '--long-polling') client.disable('websocket');

client.bind('transport:up', () => say({ event: 'up' }));
client.bind('transport:down', () => say({ event: 'down' }));

const subscriptions = new Map();
// 0.8 has then() without a second promise behind it in some versions: callback and errback are what all versions share.
const settled = (deferrable) => new Promise((done, failed) => {
  deferrable.callback(() => done(null));
  deferrable.errback(failed);
});

listen({
  subscribe({ channel }) {
    const subscription = client.subscribe(channel, (data) => say({ event: 'message', channel, data }));
    subscriptions.set(channel, subscription);
    return settled(subscription);
  },
  unsubscribe({ channel }) {
    subscriptions.get(channel).cancel();
  },
  publish({ channel, data }) {
    return settled(client.publish(channel, data));
  },
  burst({ channel, count, tag }) {
    for (let i = 0; i < count; i++) {
      client.publish(channel, { tag, i }).errback((error) => say({ event: 'lost', i, error: describe(error) }));
    }
  },
  setHeader({ name, value }) {
    client.setHeader(name, value);
  },
  // By which way the client speaks now; 1.x keeps it in its dispatcher, 0.8 in itself.
  transport() {
    const holder = client._dispatcher || client;
    return holder._transport ? holder._transport.connectionType : null;
  },
  disconnect() {
    client.disconnect();
  },
});
