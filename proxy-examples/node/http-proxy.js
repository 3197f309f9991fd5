// node http-proxy.js
//
// An application on Express 4 or 5 that passes /liveUpdates on to the hub (127.0.0.1:8008) by the package http-proxy.
// 'npm install' beside this file first. site.crt and site.key are the site's certificate; to try it, one that browsers warn of:
//   openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -keyout site.key -out site.crt
// A spare hub is not a matter of Node's: put a real proxy before both.
'use strict';
const fs = require('fs');
const http = require('http');
const https = require('https');
const express = require('express');
const httpProxy = require('http-proxy');

const mount = '/liveUpdates';
const hub = httpProxy.createProxyServer({ target: 'http://127.0.0.1:8008', xfwd: true });

// Without a listener the application would end when the hub does. The last parameter is a socket when it was a WebSocket.
hub.on('error', (error, req, res) => {
  if (!res.writeHead) return res.destroy();
  if (!res.headersSent) res.writeHead(502, { 'Content-Type': 'text/plain' });
  res.end('The live updates hub does not answer.');
});

// A function in place of a pattern, which Express 4 and 5 write differently. It takes /liveUpdates/api/v1 and /bryntum as well.
function isForHub(req) {
  if (!req.url.startsWith(mount)) return false;
  // stripped: req.url = req.url.slice(mount.length).replace(/^\/?/, '/');
  return true;
}

const app = express();
// Before body parsers, which take the messages away, and before compression, which holds events back. A log of requests that
// shows queries or the last part of a path belongs behind this line, too: tokens and clients' ids are in them.
app.use((req, res, next) => (isForHub(req) ? hub.web(req, res) : next()));
app.use(express.json());
app.use(express.static('public'));

const limits = { maxHeaderSize: 65536 }; // JSONP has its messages in the address
const certificate = { key: fs.readFileSync('site.key'), cert: fs.readFileSync('site.crt') };
for (const [server, port] of [
  [http.createServer(limits, app), 8080],
  [https.createServer({ ...limits, ...certificate }, app), 8443],
]) {
  // Express does not hear of WebSockets.
  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy()); // a client that resets its connection would end the application
    if (isForHub(req)) hub.ws(req, socket, head);
    else socket.destroy();
  });
  server.listen(port, '127.0.0.1');
}
