// faye-relay.js PORT [MOUNT [TIMEOUT_S]]: the original live updates server. A genuine Faye at the mount whose own client hears
// '/broadcast' and says the same on '/update'. Port 0 lets the system choose; the port is told in the event "listening".
'use strict';
const http = require('http');
const faye = require('faye');
const { say, listen } = require('./lines');

const [port, mount = '/', timeout = '45'] = process.argv.slice(2);
const adapter = new faye.NodeAdapter({ mount, timeout: Number(timeout) });
const server = http.createServer((request, response) => response.writeHead(404).end());
adapter.attach(server);

// Faye 1.4.3 never reads a GET to its end. Since Node 16 a page that leaves while its callback-polling is held is then an error
// of that request: Faye answers it with 400, and once more when a message comes, which ends the whole server.
server.on('request', (request) => { if (request.method === 'GET') request.resume(); });

const repeater = adapter.getClient();
repeater.subscribe('/broadcast', (data) => repeater.publish('/update', data)).then(() => {
  server.on('error', (error) => say({ event: 'failed', message: error.message }));
  server.listen(Number(port), '127.0.0.1', () => say({ event: 'listening', port: server.address().port }));
});
listen({});
