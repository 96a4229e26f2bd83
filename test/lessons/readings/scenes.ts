import type { SymptomId } from '../../../lessons/symptoms/ids.ts';
import { commandOf, inOwnNetwork, node, shell } from '../readings.ts';

/** Listens on a port of its own, tells it, and does `on` with each connection; `then` when it is told to. */
export const server = (on: string, then = '') => `
  const net = require('node:net'), http = require('node:http');
  const app = ${on};
  app.listen(0, '127.0.0.1', () => console.log(app.address().port));
  ${then}`;

export const answers = server("http.createServer((q, r) => r.end('ok'))");

export const silent = server('net.createServer((c) => c.on("error", () => {}))');

/** Listens on that port, beside whoever does so, too: SO_REUSEPORT. */
export const beside = (port: number) =>
  `const { createServer } = require('node:http'); const s = createServer((q, r) => r.end('ok')).listen({ port: ${port}, host: '127.0.0.1', reusePort: true }, () => console.log(s.address().port));`;

/** Stops listening, and keeps whoever is connected, as soon as somebody is. */
export const stops = server(
  "http.createServer((q, r) => r.end('ok'))",
  "app.keepAliveTimeout = 0; app.on('request', () => setImmediate(() => net.Server.prototype.close.call(app)));",
);

export const client = `
  const net = require('node:net');
  const [, port, send] = process.argv;
  const socket = net.connect(Number(port), '127.0.0.1', () => {
    if (!send) return console.log(socket.localPort);
    socket.write('GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n');
  });
  socket.once('data', () => console.log(socket.localPort));
  socket.on('error', () => {});`;

export const listens = /^LISTEN|\bLISTEN\b/m;

export const established = /^ESTAB|\bESTAB\b/m;

export const count = (text: string, pattern: RegExp) =>
  (text.match(new RegExp(pattern, 'g')) ?? []).length;

export const queues = (output: string) => /LISTEN +(\d+) +(\d+)/.exec(output)?.slice(1).map(Number);

/** Programs of the rows that listen. */
export const listeners = (output: string) =>
  new Set([...output.matchAll(/LISTEN .*pid=(\d+)/g)].map(([, pid]) => pid));

/** Rows of a server that listens, of a client that has asked, and what both make of it. */
export async function asked(script: string) {
  const app = await node(script);
  const peer = await node(client, app.port, 'GET');
  return { app, peer };
}

export const upload = (port: number) =>
  shell(commandOf('upload-refused', { 7888: port, SERVER: '127.0.0.1' }));

/** Sockets of a program of its own, in a network of its own. */
export const waits = (id: SymptomId, script: string) => inOwnNetwork(script, commandOf(id));

export const closing = `
s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(5)
c = socket.create_connection(s.getsockname()); a, _ = s.accept()
`;

export const refusedSyn = (address: string) => `
s = socket.socket(); s.bind(('${address}', 7888)); s.listen(0)
kept = [socket.create_connection(('${address}', 7888))]
for _ in range(4):
    c = socket.socket(); c.setblocking(False)
    try: c.connect(('${address}', 7888))
    except BlockingIOError: pass
    kept.append(c)
time.sleep(0.2)
`;
