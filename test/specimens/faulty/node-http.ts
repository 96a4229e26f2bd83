// A small server with the routes that the doctor asks for, and one way to stop: node node-http.ts close
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';

const [, , way = 'close'] = process.argv;

/** How long a slow answer takes, in ms. */
const slowMs = Number(process.env.SLOW_MS ?? 1_500);
let leaving = false;
let isDraining = false;

const server = createServer((request, answer) => {
  if (leaving) answer.setHeader('Connection', 'close');
  const { url } = request;
  if (isDraining && way === 'drain-503') answer.statusCode = 503;
  if (url === '/ready') answer.writeHead(isDraining ? 503 : 200).end();
  else if (url === '/gone') answer.writeHead(404).end();
  else if (url === '/slow') setTimeout(() => end(answer, 'slow'), slowMs);
  else if (url === '/stream') {
    answer.write('begun');
    setTimeout(() => answer.end('ended'), slowMs);
  } else if (url === '/upload') request.resume().on('end', () => answer.end('taken'));
  else if (url === '/big') answer.end(Buffer.alloc(20_000_000));
  else if (url === '/sse')
    answer.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('\n');
  else if (url === '/count') count(request.method ?? '', (text) => answer.end(text));
  else end(answer, 'fast');
});

/** With an error, where what it needs is gone. */
function end(answer: ServerResponse, text: string): void {
  if (isDraining && way === 'pool-first') answer.statusCode = 500;
  answer.end(text);
}

let inMemory = 0;

/** A file outlives the process, and a line of it is an execution; without one the number is forgotten. */
function count(method: string, tell: (text: string) => void): void {
  const file = process.env.COUNT_FILE;
  if (method === 'POST') {
    inMemory += 1;
    if (file) appendFileSync(file, '\n');
  }
  tell(String(file && existsSync(file) ? readFileSync(file).length : inMemory));
}

function drain(): void {
  isDraining = true;
  setTimeout(
    () => {
      leaving = true;
      server.close();
      setInterval(() => server.closeIdleConnections(), 50).unref();
      setTimeout(() => server.closeAllConnections(), 2_000).unref();
    },
    Number(process.env.DRAIN_MS ?? 1_500),
  );
}

const ways: Record<string, (server: Server) => void> = {
  close: (server) => server.close(),
  'close-all': (server) => {
    server.close();
    server.closeAllConnections();
  },
  /** Idle connections end soon, so only those that are never idle hold it. */
  'close-briefly': (server) => server.close(),
  ignore: () => {},
  /** Says that it leaves, serves on, and then stops as it should. */
  drain() {
    leaving = true;
    drain();
  },
  /** Its ready path alone says so. */
  'drain-mute': () => drain(),
  /** To everybody. */
  'drain-503': () => drain(),
  /** Whatever it needs to answer is gone at once. */
  'pool-first': () => drain(),
  /** Serves on, and then cuts whatever is not over. */
  'drain-cut': (server) =>
    setTimeout(() => {
      server.close();
      server.closeAllConnections();
    }, Number(process.env.DRAIN_MS)),
  /** Lets clients in until it ends, whatever it is doing for them. */
  'exit-later': () => setTimeout(() => process.exit(), Number(process.env.DRAIN_MS ?? 2_500)),
  /** Takes the signal for “begin anew”. */
  reload: (server) => server.closeAllConnections(),
  /** All of HTTP ends well, and something else keeps the process. */
  timer() {
    setInterval(() => {}, 60_000);
    server.close();
    server.closeAllConnections();
  },
};

if (way === 'close-briefly') server.keepAliveTimeout = 1;
const stop = ways[way];
if (way === 'once') process.once('SIGTERM', () => server.close());
else if (stop) process.on('SIGTERM', () => stop(server));
if (way === 'rereads') process.on('SIGHUP', () => {}); // its settings, as daemons do
if (way === 'http2') {
  const http2 = createHttp2((_, answer) => void setTimeout(() => answer.end('slow'), 1_500));
  process.once('SIGTERM', () => http2.close());
  http2.listen(Number(process.env.PORT), '127.0.0.1');
} else if (process.env.SOCKET_PATH) {
  server.listen(process.env.SOCKET_PATH);
} else {
  server.listen(Number(process.env.PORT), '127.0.0.1');
}
