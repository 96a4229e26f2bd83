// Servers that cannot be examined, or hardly: node bad.ts exits
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createServer as createRaw, type Socket } from 'node:net';

const [, file = '', way = '', ...more] = process.argv;
const port = Number(process.env.PORT);
const plain = () => createServer((_, answer) => answer.end('fast'));

/** So many connections at once, until their clients have said what they want; cuts what is in progress. */
function serveAtOnce(most: number): void {
  const waiting: Socket[] = [];
  let busy = 0;
  const serve = (socket: Socket) => {
    busy += 1;
    socket.once('close', () => {
      busy -= 1;
      const next = waiting.shift();
      if (next) serve(next);
    });
    socket.on('data', (bytes) => {
      if (!bytes.includes('\r\n\r\n')) return;
      const ms = bytes.includes('/slow') ? 4_000 : 0;
      setTimeout(() => socket.end('HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok'), ms);
    });
  };
  createRaw((socket) => {
    socket.on('error', () => {});
    if (busy === most) waiting.push(socket);
    else serve(socket);
  }).listen(port, '127.0.0.1');
  process.on('SIGTERM', () => process.exit(0));
}

const ways: Record<string, () => void> = {
  exits() {
    console.log('cannot find the \x1b[31mdatabase');
    process.exitCode = 3;
  },
  'never-listens': () => void setInterval(() => {}, 60_000),
  'never-answers': () => void createRaw(() => {}).listen(port, '127.0.0.1'),
  'always-500': () =>
    void createServer((_, answer) => answer.writeHead(500).end()).listen(port, '127.0.0.1'),
  'listens-elsewhere': () => void plain().listen(0, '127.0.0.1'),
  'prints-megabytes'() {
    const print = () => process.stdout.write('x'.repeat(1_000_000), print);
    print();
    plain().listen(port, '127.0.0.1');
  },
  'goes-into-the-background'() {
    const silent = { detached: true, stdio: 'ignore' } as const;
    spawn(process.execPath, [file, 'plain', ...more], silent).unref();
  },
  /** The one that listens is another, and hears nothing of the signal. */
  'forks-and-forgets'() {
    spawn(process.execPath, [file, 'plain', ...more], { stdio: 'ignore' });
  },
  plain: () => void plain().listen(port, '127.0.0.1'),
  'crashes-while-probed'() {
    let connections = 0;
    const server = plain().listen(port, '127.0.0.1');
    server.on('connection', () => {
      connections += 1;
      if (connections === 5) process.exit(7);
    });
  },
  'closes-its-listener'() {
    const server = plain().listen(port, '127.0.0.1');
    server.once('request', (_, answer) => answer.once('close', () => server.close()));
    setInterval(() => {}, 60_000);
  },
  'closes-its-listener-later'() {
    let connections = 0;
    const server = plain().listen(port, '127.0.0.1');
    server.on('connection', () => {
      connections += 1;
      if (connections === 5) server.close();
    });
    setInterval(() => {}, 60_000);
  },
  'one-at-a-time': () => serveAtOnce(1),
  'three-at-a-time': () => serveAtOnce(3),
  'speaks-in-escapes'() {
    const head =
      'HTTP/1.1 200 O\x1b[2J\r\nServer: a\x1b]0;b\x07\x9b2J\u202e\r\nContent-Length: 2\r\n\r\nok';
    createRaw((socket) => {
      socket.on('error', () => {});
      socket.on('data', () => socket.write(head, 'latin1'));
    }).listen(port, '127.0.0.1');
  },
};

ways[way]?.();
