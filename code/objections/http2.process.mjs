// Objection: lessons/objections.mdx#http2
// One client of HTTP/2 over TLS across the swap. JavaScript, so that an older Node runs it.
// Arguments: the file with key and certificate; `stop`, `idle` or `busy`: what ends App 1, or its session at close().
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createSecureServer } from 'node:http2';
import { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [file, state] = process.argv.slice(2);
const pem = readFileSync(file);
let release;
const released = new Promise((resolve) => {
  release = resolve;
});

const app = (name) =>
  createSecureServer({ key: pem, cert: pem }, async (request, response) => {
    if (request.url === '/slow') await released;
    response.end(name);
  });
const [app1, app2] = [app('App 1'), app('App 2')];
await once(app1.listen(0, '127.0.0.1'), 'listening');
const { port } = app1.address();

let goaways = 0;
let session = open();
await ask('/');
const inFlight = state === 'busy' ? ask('/slow') : undefined;
if (inFlight) await once(app1, 'request');
// The listening socket alone, as Tornado's stop(); or what Node's own close() does with sessions.
if (state === 'stop') Server.prototype.close.call(app1);
else app1.close();
await once(app2.listen(port, '127.0.0.1'), 'listening');
release();
const last = await inFlight;
// A client that hears of an end opens a new session; one that is kept hears nothing.
if (goaways === 0) await Promise.race([once(session, 'goaway'), sleep(200)]);

const came = new Map();
const times = 20;
for (let n = 0; n < times; n++) {
  const name = await ask('/');
  came.set(name, (came.get(name) ?? 0) + 1);
}
const told = goaways > 0 ? 'GOAWAY' : 'no GOAWAY';
const open1 = last ? `; the open stream got ${last}` : '';
console.log(
  `${told}${open1}; then ${[...came].map(([name, count]) => `${name}, ${count} of ${times}`).join('; ')}`,
);
process.exit();

function open() {
  const made = connect(`https://127.0.0.1:${port}`, { ca: pem });
  made.on('error', () => {});
  made.on('goaway', () => {
    goaways++;
    made.told = true;
  });
  return made;
}

/** As a client does: on the session that it has, unless it was told to go or that has ended. */
function ask(path) {
  if (session.closed || session.destroyed || session.told) session = open();
  return new Promise((resolve) => {
    const stream = session.request({ ':path': path });
    let text = '';
    stream.setEncoding('utf8');
    stream.on('data', (part) => {
      text += part;
    });
    stream.on('error', ({ code }) => resolve(code));
    stream.on('end', () => resolve(text));
    stream.end();
  });
}
