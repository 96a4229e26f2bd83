// The server that senders are measured against: it answers all that are warm at once, and counts what its
// handler has seen. Asked to /work it works for as long as its input is silent, and until all that was warm
// is due: one long turn. With a number as second word it loses so many answers: the work is done, and then
// all their connections end at once. With a third it gives a Keep-Alive hint of that many seconds, or
// `none`, or says `close` on each answer. Asked to /leave, it stops listening, and says when the last
// connection has ended.
// Runs on plain node: erasable TypeScript and node: imports only, for a start without a loader.
import { readSync, writeSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const [keepAliveTimeout = '', toLose = '0', hint] = process.argv.slice(2);
const runs = new Map<string, number>();
let waiting: ServerResponse[] = [];
const lost: Socket[] = [];
/** Connections on which its own patience ended. */
let hungUp = 0;

/** When the last connection of the warm fell silent. */
let silentSince = 0;

/** The turn goes on until what is warm is due: by this clock, which is late on a busy machine. */
function pastDeadline(): void {
  const due = silentSince + server.keepAliveTimeout + (server.keepAliveTimeoutBuffer ?? 0) + 50;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(cell, 0, 0, Math.max(0, due - performance.now()));
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  request.resume();
  if (hint) response.setHeader('Connection', hint === 'close' ? 'close' : 'keep-alive');
  if (Number(hint) > 0) response.setHeader('Keep-Alive', `timeout=${hint}`);
  if (pathname === '/leave') {
    server.close(() => writeSync(1, 'gone\n'));
    request.on('end', () => response.end('left'));
  } else if (pathname === '/warm') {
    waiting.push(response);
    if (waiting.length < Number(searchParams.get('of'))) return;
    for (const each of waiting) {
      each.on('finish', () => {
        silentSince = performance.now();
      });
      each.end('warm');
    }
    waiting = [];
    writeSync(1, 'warm\n');
  } else if (pathname === '/work') {
    writeSync(1, 'working\n');
    readSync(0, Buffer.alloc(1));
    pastDeadline();
    response.end('worked');
  } else if (pathname === '/seen') {
    const all = [...runs.values()];
    response.end(
      JSON.stringify({ ran: all.length, twice: all.filter((times) => times > 1).length, hungUp }),
    );
  } else if (pathname === '/order') {
    const order = `${request.method} ${request.url}`;
    runs.set(order, (runs.get(order) ?? 0) + 1);
    request.on('end', () => {
      if (runs.get(order) !== 1 || Number(toLose) === 0) return void response.end('done');
      lost.push(request.socket);
      if (lost.length === Number(toLose)) for (const socket of lost) socket.destroy();
    });
  } else {
    response.end('ready');
  }
});
server.keepAliveTimeout = Number(keepAliveTimeout);
server.on('connection', (socket) => {
  socket.on('timeout', () => hungUp++);
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
