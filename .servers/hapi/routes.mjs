// What every specimen answers: a route for each kind of connection that the doctor opens.
// Plain JavaScript, as all specimens in Node, so that any Node can run them as they are.
import { appendFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

export const port = Number(process.env.PORT);
/** Options for the library under test, as JSON. */
export const settings = JSON.parse(process.argv[2] ?? '{}');
export const hello = `hello from ${process.pid}\n`;
export const big = Buffer.alloc(20_000_000, 'x');

/** How long work takes, in ms. */
const workMs = Number(process.env.WORK_MS ?? 1_500);

/** The work behind a slow answer. */
export const work = () => pause(workMs, hello);

/** An answer in parts, over about the same time. */
export async function* parts() {
  for (let part = 1; part <= 9; part++) {
    yield `part ${part}\n`;
    await pause(workMs / 8);
  }
}

/** Counts one more where the count outlives this process; without `one`, only says how many there are. */
export function count(one) {
  const file = process.env.COUNT ?? '/dev/null';
  if (one) appendFileSync(file, '.');
  return `${statSync(file).size}\n`;
}

/** Event streams that are open; none of them ends by itself. */
export const streams = new Set();

/** All of them as a plain handler, for whatever takes one. */
export async function routes(request, response) {
  const path = request.url.split('?')[0];
  if (path === '/slow') return response.end(await work());
  if (path === '/big') return response.end(big);
  if (path === '/count') return response.end(count(request.method === 'POST'));
  if (path === '/upload') return takeIn(request, response);
  if (path === '/stream') {
    for await (const part of parts()) response.write(part);
    return response.end();
  }
  if (path === '/sse') return tell(response);
  response.end(hello);
}

function takeIn(request, response) {
  let bytes = 0;
  request.on('data', (chunk) => {
    bytes += chunk.length;
  });
  request.on('end', () => response.end(`${bytes} bytes\n`));
}

function tell(response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const tick = () => response.write('data: tick\n\n');
  tick();
  const ticking = setInterval(tick, 250);
  streams.add(response);
  response.on('close', () => {
    clearInterval(ticking);
    streams.delete(response);
  });
}

/** WebSockets at /ws that say back what they are told. */
export function webSockets(server) {
  const sockets = new WebSocketServer({ server, path: '/ws' });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => socket.send(data));
    socket.on('error', () => {});
  });
  return sockets;
}
