// article-recipe.js EXPRESS PORT HUB_PORT: an application as the old hub's article has it: these calls, no more, and no error handling.
'use strict';
const [express, port, hubPort] = process.argv.slice(2);
const app = require(express)();
const proxy = require('http-proxy').createProxyServer({});

app.all("/liveUpdates*", function (req, res) {
  proxy.web(req, res, { target: "http://localhost:" + hubPort });
});
app.listen(Number(port), '127.0.0.1');
