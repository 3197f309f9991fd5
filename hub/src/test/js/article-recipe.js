// article-recipe.js EXPRESS PORT HUB_PORT [parser]: an application as the old hub's article has it: these calls, no more, and no error
// handling; with "parser" behind a body parser, as many applications have one.
'use strict';
const [name, port, hubPort, first] = process.argv.slice(2);
const express = require(name);
const app = express();
if (first === 'parser') app.use(express.json(), express.urlencoded({ extended: true }));
const proxy = require('http-proxy').createProxyServer({});

app.all("/liveUpdates*", function (req, res) {
  proxy.web(req, res, { target: "http://localhost:" + hubPort });
});
app.listen(Number(port), '127.0.0.1');
