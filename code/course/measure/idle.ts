import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { openBrowser } from '../lab/clients/open-browser.ts';
import type { BrowserName } from '../lab/events.ts';

/** How long one program kept a quiet connection. */
export interface IdleTime {
  program: string;
  version: string;
  /** Which side of the connection it was. */
  side: 'client' | 'server';
  /** Seconds that it promised in its documentation or headers; null when it promises none. */
  said: number | null;
  /** Seconds that it did; null when it was not waited out. */
  done: number | null;
  /** The day of the measurement, `2026-11-25`. */
  date: string;
}

export const today = () => new Date().toLocaleDateString('sv');

/**
 * A browser visits a server that never closes; then nobody asks anything, until the browser closes.
 * Takes minutes.
 * @param tick is called each second with the seconds gone by
 * @throws MissingProgram, or the signal's reason
 */
export async function idleBrowser(
  name: Exclude<BrowserName, 'stand-in'>,
  { tick, signal }: { tick: (seconds: number) => void; signal: AbortSignal },
): Promise<IdleTime> {
  const server = createTcpServer();
  await using _ = server;
  const answered = Promise.withResolvers<number>();
  const closed = Promise.withResolvers<number>();
  server.on('connection', (socket) => {
    let asked = false;
    socket.on('error', () => {});
    socket.on('data', () => {
      asked = true;
      // No Keep-Alive header and no page to fetch more for: the browser decides alone.
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok');
      answered.resolve(performance.now());
    });
    socket.once('end', () => {
      socket.end();
      if (asked) closed.resolve(performance.now());
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  await using browser = await openBrowser(name, { preconnect: false });
  await browser.visit(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);

  const began = await answered.promise;
  const timer = setInterval(() => tick(Math.round((performance.now() - began) / 1000)), 1000);
  const aborted = once(signal, 'abort').then(() => Promise.reject(signal.reason));
  try {
    const ended = await Promise.race([closed.promise, aborted]);
    const [[program = name, version = '']] = Object.entries(browser.versions) as [[string, string]];
    return {
      program,
      version,
      side: 'client',
      said: null,
      done: seconds(ended - began),
      date: today(),
    };
  } finally {
    clearInterval(timer);
  }
}

/** Node's own server: what its header promises, and when it does close. Takes six seconds. */
export async function idleNodeServer(): Promise<IdleTime> {
  const server = createServer((_request, response) => response.end('ok'));
  await using _ = server;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  const [answer] = await once(client, 'data');
  const began = performance.now();
  await once(client.resume(), 'end');
  const said = /^Keep-Alive: timeout=(\d+)\r$/m.exec(String(answer))?.[1];
  return node('server', Number(said), seconds(performance.now() - began));
}

/** Node's own client, the global agent's kind, against a server that promises nothing. */
export async function idleNodeClient(): Promise<IdleTime> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
  });
  await using _ = server;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const accepted = once(server, 'connection');
  const agent = new Agent({ keepAlive: true, timeout: 5_000 }); // as http.globalAgent is made
  get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, agent }, (response) =>
    response.resume(),
  );
  const [socket] = await accepted;
  await once(socket, 'data');
  const began = performance.now();
  await once(socket.resume(), 'end');
  socket.end();
  return node('client', 5, seconds(performance.now() - began));
}

function node(side: IdleTime['side'], said: number, done: number): IdleTime {
  return { program: 'Node', version: process.versions.node, side, said, done, date: today() };
}

const seconds = (ms: number) => Math.round(ms / 100) / 10;
