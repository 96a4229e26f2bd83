// The stand-in browser: a process of its own, so that the socket table shows two of them, and so
// that its pool dies with it. It does what a browser does with one page: keeps one connection
// without a time limit, keeps the page and its ETag, asks If-None-Match from the second visit on
// (RFC 9110 section 13.1.2), and shows its own copy after a 304.
// Runs on plain node: erasable TypeScript and node: imports only, for a start without a loader.
import { Agent, get, type IncomingMessage } from 'node:http';
import type { Heard } from './driver.ts';

/** `pool` names the connections and the cache to use: a private window has its own. */
export type Request = { visit: string; cache: boolean; pool: string };
/** Opens an EventSource; what it sees is told under the same number. */
export type Listening = { listen: string; number: number };
export type Told = { number: number; heard: Heard };
export type Reply = { shown: string; peer: number | undefined } | { error: string };
type Message = Reply | Told | { ready: string };

interface Pool {
  agent: Agent;
  pages: Map<string, { etag: string; page: string }>;
}

const pools = new Map<string, Pool>();

function poolOf(name: string): Pool {
  // Without a `timeout` the agent never lets go by itself. Without the buffer, a second that it wants
  // to be early by, it keeps a connection too whose server promises only one second.
  const agent = () => new Agent({ keepAlive: true, maxSockets: 1, agentKeepAliveTimeoutBuffer: 0 });
  const pool = pools.get(name) ?? { agent: agent(), pages: new Map() };
  pools.set(name, pool);
  return pool;
}

process.on('message', (request: Request | Listening) => {
  if ('listen' in request) return listen(request);
  const { visit, cache, pool } = request;
  const { agent, pages } = poolOf(pool);
  const known = cache ? pages.get(visit) : undefined;
  const headers = known ? { 'If-None-Match': known.etag } : {};
  get(visit, { agent, headers }, async (response) => reply(await read(visit, response, pages))).on(
    'error',
    ({ message }) => reply({ error: message }),
  );
});

/** Node's own EventSource, which it has behind --experimental-eventsource. */
function listen({ listen: url, number }: Listening): void {
  const source = new EventSource(url);
  const tell = (heard: Heard) => reply({ number, heard });
  source.onopen = () => tell({ did: 'open' });
  source.onmessage = ({ lastEventId: id, data }) => tell({ did: 'event', id, data });
  source.onerror = () =>
    tell({ did: source.readyState === EventSource.CLOSED ? 'gave up' : 'reconnecting' });
}

async function read(url: string, response: IncomingMessage, pages: Pool['pages']): Promise<Reply> {
  const peer = response.socket.localPort;
  const body = Buffer.concat(await response.toArray()).toString('utf8');
  const { etag } = response.headers;
  if (response.statusCode === 200 && etag) pages.set(url, { etag, page: body });
  const page = response.statusCode === 304 ? (pages.get(url)?.page ?? '') : body;
  return { shown: page.trim(), peer };
}

function reply(message: Message): void {
  // The parent may be gone by now; with a callback that is no error, and `disconnect` follows.
  process.send?.(message, undefined, undefined, () => {});
}

// The parent is gone, by whatever death: so is this process, and its connection with it.
process.once('disconnect', () => process.exit());
// A signal often reaches the whole group; the parent decides when this client goes.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
reply({ ready: process.versions.node });
