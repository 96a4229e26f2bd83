import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { temporaryHome } from '../../base/temporary-home.ts';
import { unlessAborted } from '../../base/unless-aborted.ts';
import { NeverCame, until } from '../../base/until.ts';
import { requireAnotherNode } from '../../lab/another-node.ts';
import type { BrowserDriver, Heard } from '../../lab/clients/driver.ts';
import { openBrowser } from '../../lab/clients/open-browser.ts';
import { standIn } from '../../lab/clients/stand-in.ts';
import { startNginx } from '../../lab/middlemen/nginx.ts';
import { freePort } from '../../lab/middlemen/open-middleman.ts';
import { root } from '../../lab/programs/on-node.ts';
import { type StreamGap, stampOf, stampOfBrowser } from './measurements.ts';

const head = 'Connection: close\r\n';
const stream = `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n${head}\r\nretry: 500\n\n`;
const empty = (status: string, more = '') =>
  `HTTP/1.1 ${status}\r\n${more}Content-Length: 0\r\n${head}\r\n`;

/** What an EventSource meets when it comes again: nobody, or this. Behind nginx the app itself is away. */
const met: Record<string, 'nobody' | ((socket: Socket) => void)> = {
  refused: 'nobody',
  '503, Retry-After: 1': (socket) =>
    void socket.end(empty('503 Service Unavailable', 'Retry-After: 1\r\n')),
  'a connection that ends': (socket) => void socket.end(),
  'a reset': (socket) => void socket.resetAndDestroy(),
  'an event stream that ends': (socket) => void socket.end(stream),
  'a 500': (socket) => void socket.end(empty('500 Internal Server Error')),
  'a 429': (socket) => void socket.end(empty('429 Too Many Requests')),
  'a 204': (socket) => void socket.end(empty('204 No Content')),
  '200, text/html': (socket) => void socket.end(empty('200 OK', 'Content-Type: text/html\r\n')),
  '503 as text/event-stream': (socket) =>
    void socket.end(empty('503 Service Unavailable', 'Content-Type: text/event-stream\r\n')),
  'the 502 of nginx': 'nobody',
  'an event stream in place of nginx’s 502': 'nobody',
};

export const gaps = Object.keys(met);

/** Lines for nginx, as the lesson shows them. */
const again = {
  location: 'proxy_buffering off; error_page 502 504 = @again;',
  server:
    'location @again { internal; default_type text/event-stream; return 200 "retry: 500\\n\\n"; }',
};

export const readers = ['Node 26', 'Node 20', 'Chromium', 'Firefox'] as const;
export type Reader = (typeof readers)[number];

/** Node 20 gives up and says that it reconnects: whoever is not back after 30 times the 500 ms of `retry`, in ms. */
const silence = 15_000;

/** Browsers open six connections to a host at most, so a page of theirs has five streams. */
const inAPage = 5;

/**
 * Ends event streams, lets each client meet something else when it comes again, then serves once more: how
 * many are back? The gap is over when each has met it.
 * @throws MissingProgram, or the signal's reason
 */
export async function measureGap(
  gap: string,
  reader: Reader,
  count: number,
  signal: AbortSignal,
): Promise<StreamGap> {
  await using opened = new AsyncDisposableStack();
  const browser = await open(reader, opened, signal);
  const size = reader.startsWith('Node') ? count : inAPage;
  let back = 0;
  for (let done = 0; done < count; done += size)
    back += await unlessAborted(signal, round(gap, browser, size));
  const stamp = reader.startsWith('Node')
    ? stampOf('Node', browser.versions.Node ?? process.versions.node)
    : stampOfBrowser(browser);
  return { gap, ...stamp, streams: count, back };
}

async function open(
  reader: Reader,
  opened: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<BrowserDriver> {
  if (reader === 'Chromium' || reader === 'Firefox') {
    const name = reader === 'Chromium' ? 'chromium' : 'firefox';
    return opened.use(await openBrowser(name, { signal }));
  }
  if (reader === 'Node 26') return opened.use(await standIn());
  const { folder } = opened.use(await temporaryHome());
  return opened.use(await standIn({ node: requireAnotherNode('20', { root }), folder }));
}

async function round(gap: string, browser: BrowserDriver, size: number): Promise<number> {
  await using opened = new AsyncDisposableStack();
  const app = await openApp(opened);
  let port = app.port;
  if (gap.includes('nginx')) {
    port = await freePort();
    const plain = { location: 'proxy_buffering off;' };
    opened.use(await startNginx(port, [app.port], gap.startsWith('the 502') ? plain : again));
  }
  await browser.visit(`http://127.0.0.1:${port}/`);
  const heard: Heard[][] = Array.from({ length: size }, () => []);
  for (const each of heard) await browser.listen('/events', (what) => void each.push(what));

  const all = (what: string, is: (each: Heard[]) => boolean) =>
    until(what, () => heard.every(is) || undefined, {
      ms: 60_000,
      seen: () => heard.map((each) => each.map(({ did }) => did).join(' ')).join(', '),
    });
  const got = (each: Heard[], data: string) =>
    each.some((one) => one.did === 'event' && one.data === data);
  const over = (each: Heard[]) => each.at(-1)?.did === 'gave up';
  await all('each stream to be open', (each) => got(each, 'before'));
  await app.leave(met[gap] ?? 'nobody');
  const errors = (each: Heard[]) => each.filter(({ did }) => did === 'reconnecting').length;
  await all('each client to meet the gap', (each) => errors(each) > 1 || over(each));
  await app.comeBack();
  const decided = (each: Heard[]) => got(each, 'after') || over(each);
  await until('each client to be back, or to give up', () => heard.every(decided) || undefined, {
    ms: silence,
  }).catch((error) => {
    if (!(error instanceof NeverCame)) throw error; // who says nothing is not back
  });
  return heard.filter((each) => got(each, 'after')).length;
}

/** An app that serves a page and event streams, by its bytes. */
async function openApp(opened: AsyncDisposableStack) {
  const sockets = new Set<Socket>();
  const streams = new Set<Socket>();
  let data = 'before';
  let meet: ((socket: Socket) => void) | undefined;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}); // a client that goes is none of ours
    socket.once('close', () => sockets.delete(socket));
    socket.once('data', (asked) => {
      if (!asked.toString('latin1').startsWith('GET /events'))
        socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n${head}\r\n<p>the page`);
      else if (meet) meet(socket);
      else {
        streams.add(socket);
        socket.write(`${stream}id: 1\ndata: ${data}\n\n`);
      }
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const closed = async () => {
    const done = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.end();
    await done;
  };
  opened.defer(async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await closed();
  });
  return {
    port,
    async leave(how: 'nobody' | ((socket: Socket) => void)) {
      if (how === 'nobody') return await closed();
      meet = how;
      for (const socket of streams) socket.end();
    },
    async comeBack() {
      data = 'after';
      meet = undefined;
      if (!server.listening) await once(server.listen(port, '127.0.0.1'), 'listening');
    },
  };
}
