// Objection: lessons/objections.mdx#settings
// Plain close(), nothing switched off, every timeout as Node sets it. JavaScript, so that a Node 18 runs it.
// Argument `idle` or `busy`: what App 1's one connection is at the moment of close().
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const busy = process.argv[2] === 'busy';
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const release = Promise.withResolvers?.() ?? later();

const app1 = createServer(async (request, response) => {
  if (request.url === '/slow') await release.promise;
  response.end('App 1');
});
const app2 = createServer((_request, response) => response.end('App 2'));
await once(app1.listen(0, '127.0.0.1'), 'listening');
const { port } = app1.address();

await ask('/');
const inFlight = busy ? ask('/slow') : undefined;
if (busy) await once(app1, 'request');
app1.close();
await once(app2.listen(port, '127.0.0.1'), 'listening');
release.resolve();
await inFlight;
// A client that hears of an end opens a new connection; one that is kept hears nothing.
const [kept] = Object.values(agent.freeSockets).flat();
if (kept) await Promise.race([once(kept, 'close'), sleep(200)]);

const times = 20;
let byApp1 = 0;
for (let n = 0; n < times; n++) if ((await ask('/')) === 'App 1') byApp1++;
console.log(byApp1 > 0 ? `App 1, ${byApp1} of ${times}` : `App 2, ${times} of ${times}`);
agent.destroy();
app1.close();
app2.close();
process.exit();

function ask(path) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent }, async (response) => {
      let text = '';
      for await (const part of response.setEncoding('utf8')) text += part;
      resolve(text);
    }).on('error', reject);
  });
}

function later() {
  const made = {};
  made.promise = new Promise((resolve) => {
    made.resolve = resolve;
  });
  return made;
}
