// Lesson 14: lessons/14-not-on-the-list.mdx#what-the-three-calls-reach
// Try it: npx tsx code/14-not-on-the-list/calls.ts
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import {
  connect as connect2,
  createServer as createServer2,
  type ServerHttp2Stream,
} from 'node:http2';
import { type AddressInfo, connect, type Socket } from 'node:net';

const calls: Record<string, (app: Server) => void> = {
  'close()': (app) => app.close(),
  'closeIdleConnections()': (app) => {
    app.close();
    app.closeIdleConnections();
  },
  'closeAllConnections()': (app) => {
    app.close();
    app.closeAllConnections();
  },
};
const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
const kinds = {
  'idle connection': ['/', ''],
  'event stream': ['/events', ''],
  WebSocket: ['/', upgrade],
} as const;

/** After the call, the app writes, or answers one more: does the client hear it, or the end? */
async function after(call: (app: Server) => void, [path, header]: readonly [string, string]) {
  let stream: ServerResponse | undefined;
  const app = createServer((request, response) => {
    if (request.url === '/') return void response.end('still here');
    stream = response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    stream.write('data: hello\n\n');
  });
  app.on('upgrade', (_request, socket: Socket) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${upgrade}\r\n`);
    socket.on('data', () => socket.write('still here')).on('end', () => socket.end());
  });
  await once(app.listen(0, '127.0.0.1'), 'listening');
  const client = connect((app.address() as AddressInfo).port, '127.0.0.1').setEncoding('utf8');
  const ask = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${header}\r\n`;
  client.on('error', () => {});
  client.write(ask);
  await once(client, 'data');

  call(app);
  if (stream) stream.write('still here');
  else client.write(ask);
  const heard = await Promise.race([
    once(client, 'data').then(() => 'goes on'),
    once(client, 'close').then(() => 'ended'),
  ]);
  client.destroy();
  app.closeAllConnections();
  return heard;
}

for (const [kind, asks] of Object.entries(kinds)) {
  for (const [name, call] of Object.entries(calls))
    console.log(`${kind.padEnd(16)} ${name.padEnd(23)} ${await after(call, asks)}`);
}

const app = createServer2();
const open: ServerHttp2Stream[] = [];
app.on('stream', (stream: ServerHttp2Stream) => {
  stream.respond();
  stream.write('hello');
  open.push(stream);
});
await once(app.listen(0, '127.0.0.1'), 'listening');
const session = connect2(`http://127.0.0.1:${(app.address() as AddressInfo).port}`);
const stream = session.request();
await once(stream, 'data');
let goaway = 'no GOAWAY';
session.once('goaway', () => {
  goaway = 'GOAWAY';
});
app.close();
await new Promise((done) => session.ping(done)); // by now the client has read what close() sent
open[0]?.write('still here');
await once(stream, 'data');
const anew = await new Promise<string>((done) => {
  app.once('stream', () => done('answered'));
  session.request().once('error', () => done('refused')); // by the client itself, once it has been told
});
console.log(
  `HTTP/2 stream    close()                 goes on; ${goaway}, a new request is ${anew}`,
);
console.log(
  `HTTP/2 server    closeAllConnections()   ${'closeAllConnections' in app ? '' : 'it has none'}`,
);
session.destroy();
