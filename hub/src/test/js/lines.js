// Line-delimited JSON between a test and its peer: commands on stdin, answers and events on stdout.
'use strict';
const readline = require('readline');

exports.say = (object) => process.stdout.write(JSON.stringify(object) + '\n');

// Calls the handler named by each command; what it returns or resolves to is the answer, what it throws the error.
exports.listen = (handlers) => {
  const input = readline.createInterface({ input: process.stdin });
  input.on('line', async (line) => {
    const command = JSON.parse(line);
    try {
      exports.say({ re: command.n, ok: true, result: await handlers[command.do](command) });
    } catch (error) {
      exports.say({ re: command.n, ok: false, error: describe(error) });
    }
  });
  input.on('close', () => process.exit(0));
};

// Faye's errors carry code and params; everything else is told by its message alone.
function describe(error) {
  if (error === null || typeof error !== 'object') return { message: String(error) };
  const told = { message: error.message };
  if ('code' in error) told.code = error.code;
  if ('params' in error) told.params = error.params;
  return told;
}
exports.describe = describe;
