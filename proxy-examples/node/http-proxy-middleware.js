// node http-proxy-middleware.js
//
// An application on Express 4 or 5 that passes /liveUpdates on to the hub (127.0.0.1:8008) by http-proxy-middleware 3.
// 'npm install' beside this file first. site.crt and site.key are the site's certificate; to try it, one that browsers warn of:
//   openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -keyout site.key -out site.crt
// A spare hub is not a matter of Node's: put a real proxy before both.
'use strict';
const fs = require('fs');
const http = require('http');
const https = require('https');
const express = require('express');
const { createProxyMiddleware } = require('http-proxy-middleware');

const mount = '/liveUpdates';
const hub = createProxyMiddleware({
  target: 'http://127.0.0.1:8008',
  xfwd: true,
  // stripped: pathRewrite: (path) => path.slice(mount.length).replace(/^\/?/, '/'),
});
const isForHub = (req) => req.url.startsWith(mount); // with /liveUpdates/api/v1 and /bryntum

const app = express();
// Not app.use(mount, hub), which strips the prefix. Before body parsers, which take the messages away, and before compression,
// which holds events back. A log of requests that shows queries or the last part of a path belongs behind this line, too: tokens
// and clients' ids are in them.
app.use((req, res, next) => (isForHub(req) ? hub(req, res, next) : next()));
app.use(express.json());
app.use(express.static('public'));

const limits = { maxHeaderSize: 65536 }; // JSONP has its messages in the address
const certificate = { key: fs.readFileSync('site.key'), cert: fs.readFileSync('site.crt') };
for (const [server, port] of [
  [http.createServer(limits, app), 8080],
  [https.createServer({ ...limits, ...certificate }, app), 8443],
]) {
  // Not the option 'ws', which waits for a first plain request.
  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy()); // a client that resets its connection would end the application
    if (isForHub(req)) hub.upgrade(req, socket, head);
    else socket.destroy();
  });
  server.listen(port, '127.0.0.1');
}
