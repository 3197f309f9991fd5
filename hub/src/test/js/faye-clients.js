// faye-clients.js URL...: genuine Faye clients, two for each address, one by WebSocket and one by long-polling. All listen to /update.
//   say {n, url, by, data}
// Events: ready {url, by}, heard {url, by, data}.
'use strict';
const faye = require('faye');
const { say, listen } = require('./lines');

const clients = {};
for (const url of process.argv.slice(2)) {
  for (const by of ['websocket', 'long-polling']) {
    const client = clients[by + ' ' + url] = new faye.Client(url, { retry: 1 });
    if (by === 'long-polling') client.disable('websocket');
    client.subscribe('/update', (data) => say({ event: 'heard', url, by, data }))
      .then(() => say({ event: 'ready', url, by, transport: client._dispatcher._transport.connectionType }));
  }
}

listen({
  say({ url, by, data }) {
    return clients[by + ' ' + url].publish('/broadcast', data);
  },
});
