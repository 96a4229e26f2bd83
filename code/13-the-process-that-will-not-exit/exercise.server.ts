// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
// The process that the exercise is about: a server with a learner's stop(). It has nothing else to do, so it
// ends when nothing holds it, or when that stop() ends it. exercise.check.ts talks to it.
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pathToFileURL } from 'node:url';

/** How the server stands in the turn after stop(), and after each sweep from then on. */
export interface Stopped {
  listening: boolean;
  headersTimeout: number;
  timeout: number;
  /** How often all connections were closed, and the idle ones beyond the once that is close()'s own. */
  closedAll: number;
  closedIdle: number;
  /** Did close() get a callback? */
  calledBack: boolean;
}

export type FromServer =
  | { port: number }
  | { reading: number }
  | { stopped: Stopped }
  /** Nothing of HTTP is left; what still holds the process, in Node's words. */
  | { holders: string[] };

const file = process.argv[2] ?? '';
const { stop } = (await import(pathToFileURL(file).href)) as { stop(app: Server): unknown };
const tell = (message: FromServer) => process.send?.(message);

const app = createServer((_request, response) => {
  // An answer takes its time, and the client waits.
  setTimeout(() => response.setHeader('Connection', 'close').end('whole'), 700);
});
let isStopped = false;
const calls = { closeAllConnections: 0, closeIdleConnections: 0 };
for (const name of ['closeAllConnections', 'closeIdleConnections'] as const) {
  const method = app[name];
  app[name] = () => {
    calls[name]++;
    method.call(app);
    if (isStopped) report();
  };
}
const sockets: Socket[] = [];
app.on('connection', (socket) => sockets.push(socket));
const look = setInterval(() => {
  const reading = sockets.filter(({ bytesRead }) => bytesRead > 0).length;
  if (reading > 0) tell({ reading });
}, 5);
app.on('close', () => setImmediate(() => tell({ holders: process.getActiveResourcesInfo() })));
app.listen(0, '127.0.0.1', () => tell({ port: (app.address() as AddressInfo).port }));

process.once('message', () => {
  clearInterval(look);
  process.channel?.unref();
  stop(app);
  setImmediate(() => {
    isStopped = true;
    report();
  });
});

function report(): void {
  const { listening, headersTimeout, timeout } = app;
  const closedIdle = calls.closeIdleConnections - 1;
  const closedAll = calls.closeAllConnections;
  const calledBack = app.listenerCount('close') > 1; // one is ours
  tell({ stopped: { listening, headersTimeout, timeout, closedAll, closedIdle, calledBack } });
}
