// node recipe-mended.js
//
// The recipe of the old hub's article, mended: a module that adds the proxy to an application. What was broken:
//   app.all('/liveUpdates*', …)      Express 5 does not start with this pattern: a function takes its place.
//   proxy.web(…) alone               no WebSocket gets through: pages wait for it, then poll. The server needs 'upgrade'.
//   createProxyServer({}) alone      the application ends when the hub is away: it needs 'error', and each socket, too, for
//                                    clients that reset it. Without xfwd the hub believes whatever address a client invents.
//   added behind a body parser       every message waits a minute and fails: it comes first.
'use strict';
const httpProxy = require('http-proxy');

module.exports = function addLiveUpdates(app, server) {
  const proxy = httpProxy.createProxyServer({ target: 'http://127.0.0.1:8008', xfwd: true });
  const isForHub = (req) => req.url.startsWith('/liveUpdates');
  proxy.on('error', (error, req, res) => (!res.writeHead || res.headersSent ? res.destroy() : res.writeHead(502).end()));
  app.use((req, res, next) => (isForHub(req) ? proxy.web(req, res) : next()));
  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (isForHub(req)) proxy.ws(req, socket, head);
    else socket.destroy();
  });
};

if (require.main === module) {
  const express = require('express');
  const app = express();
  const server = app.listen(8080, '127.0.0.1');
  module.exports(app, server);
  app.use(express.json());
  app.use(express.static('public'));
}
