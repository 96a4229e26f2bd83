// A small server whose stop changes answers and clients in one way that looks well: node answers.ts empty
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const [, , way = 'well'] = process.argv;
const { PORT, SOCKET_PATH, SLOW_MS = '1500' } = process.env;
const stop = new EventEmitter().setMaxListeners(0);
let leaving = false;
let nth = 0;
/** Connections that have had an answer. */
const used = new WeakSet<Socket>();

const routes: Record<string, (request: IncomingMessage, answer: ServerResponse) => void> = {
  '/': ({ socket }, answer) => {
    used.add(socket);
    if (leaving && way === 'not-found') answer.statusCode = 404;
    setTimeout(() => answer.end('fast'), way === 'takes-its-time' ? 1_200 : 0);
  },
  '/slow': (request, answer) => {
    const number = ++nth;
    const isNew = leaving;
    const timer = setTimeout(() => {
      if (way.startsWith('always-')) answer.statusCode = Number(way.slice('always-'.length)) || 200;
      if (leaving && way === 'moved') answer.writeHead(302, { Location: '/maintenance' });
      if (leaving && way === 'error-inside') answer.end('no');
      else if (!leaving || way !== 'waits-for-the-closed') answer.end('slow');
      if (way === 'resets') answer.once('finish', () => request.socket.resetAndDestroy());
    }, Number(SLOW_MS));
    const instead = (tell: () => void) =>
      stop.once('now', () => {
        clearTimeout(timer);
        tell();
      });
    if (way === 'empty') instead(() => answer.end());
    if (way === '404') instead(() => answer.writeHead(404).end('gone'));
    if (way === '503') instead(() => answer.writeHead(503, { Connection: 'close' }).end('gone'));
    if (way === 'half') instead(() => answer.end('sl'));
    if (way === 'in-haste') instead(() => answer.end('slow'));
    if (way === 'cuts-the-third' && number === 3) instead(() => request.socket.destroy());
    if (way === 'cuts-the-used' && used.has(request.socket))
      instead(() => request.socket.destroy());
    if (way === 'cuts-new-work' && isNew) setTimeout(() => request.socket.destroy(), 200);
  },
  '/stream': (_, answer) => {
    if (way === 'always-close') answer.setHeader('Connection', 'close');
    answer.write('begun');
    const timer = setTimeout(() => answer.end('ended'), Number(SLOW_MS));
    stop.once('now', () => {
      if (way !== 'always-close') return;
      clearTimeout(timer);
      answer.end();
    });
  },
  '/old': (_, answer) => {
    // As HTTP/1.0 has it: the end of the connection is the end of the answer.
    answer.useChunkedEncodingByDefault = false;
    answer.writeHead(200, { Connection: 'close' }).write('begun');
    const timer = setTimeout(() => answer.end('ended'), Number(SLOW_MS));
    stop.once('now', () => {
      if (way !== 'cuts-the-old') return;
      clearTimeout(timer);
      answer.end();
    });
  },
  '/upload': (request, answer) => {
    request.resume().on('end', () => answer.end('taken'));
    stop.once('now', () => {
      if (way === 'takes-half') answer.end('taken');
    });
  },
};

const server = createServer((request, answer) => {
  // The second line is a part of the list, too (RFC 9110 section 5.3).
  const said = way === 'says-it-in-two-lines' ? ['x-hop', 'close'] : 'close';
  if (leaving) answer.setHeader('Connection', said);
  routes[request.url ?? '']?.(request, answer);
});
const http2 = createHttp2((_, answer) => {
  const timer = setTimeout(() => answer.end('slow'), Number(SLOW_MS));
  stop.once('now', () => {
    clearTimeout(timer);
    answer.writeHead(503).end();
  });
});

/** Listens no more, ends what is idle, waits for the rest, and ends. */
function leave(): void {
  if (way === 'http2') return void http2.close(() => process.exit());
  server.close(() => {
    if (way === 'listens-twice') return;
    if (SOCKET_PATH && way === 'removes-the-file') rmSync(SOCKET_PATH, { force: true });
    process.exit();
  });
  setInterval(() => server.closeIdleConnections(), 50).unref();
  const limit = way === 'waits-for-the-closed' ? 2_500 : 2_000;
  if (way !== 'takes-long') setTimeout(() => server.closeAllConnections(), limit).unref();
}

/** Its successor of its own: it has the socket, and no trace of where it comes from. */
function handOver(): void {
  const { fd } = (server as unknown as { _handle: { fd: number } })._handle;
  const stdio = ['ignore', 'ignore', 'ignore', fd] as const;
  // As daemons do: a child in a session of its own starts it and ends.
  const line = [process.execPath, fileURLToPath(import.meta.url), 'takes-over'];
  const options = { detached: true, env: {}, stdio: [...stdio] };
  spawn('/bin/sh', ['-c', '"$0" "$@" &', ...line], options).unref();
  setTimeout(() => process.exit(), 50);
}

process.on('SIGTERM', () => {
  leaving = true;
  stop.emit('now');
  const isDrain = ['not-found', 'cuts-new-work', 'takes-its-time'].includes(way);
  if (way === 'hands-over') handOver();
  else setTimeout(leave, isDrain ? 2_500 : 0);
});
if (way === 'listens-twice') createServer().listen(0, '127.0.0.1');
if (way === 'takes-over') server.listen({ fd: 3 });
else if (way === 'http2') http2.listen(Number(PORT), '127.0.0.1');
else if (SOCKET_PATH) server.listen(SOCKET_PATH);
else server.listen(Number(PORT), '127.0.0.1');
