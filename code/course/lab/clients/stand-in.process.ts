// The stand-in browser: a process of its own, so that the socket table shows two of them, and so
// that its pool dies with it. It does what a browser does with one page: keeps one connection
// without a time limit, keeps the page and its ETag, asks If-None-Match from the second visit on
// (RFC 9110 section 13.1.2), and shows its own copy after a 304.
// Runs on plain node: erasable TypeScript and node: imports only, for a start without a loader.
import { Agent, get, type IncomingMessage } from 'node:http';

export type Request = { visit: string; cache: boolean };
export type Reply = { shown: string; peer: number | undefined } | { error: string };

// Without a `timeout` option the agent ignores the server's Keep-Alive hint and never lets go.
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const cached = new Map<string, { etag: string; page: string }>();

process.on('message', ({ visit, cache }: Request) => {
  const known = cache ? cached.get(visit) : undefined;
  const headers = known ? { 'If-None-Match': known.etag } : {};
  get(visit, { agent, headers }, (response) => void answer(visit, response)).on(
    'error',
    ({ message }) => reply({ error: message }),
  );
});

async function answer(url: string, response: IncomingMessage): Promise<void> {
  const peer = response.socket.localPort;
  const body = Buffer.concat(await response.toArray()).toString('utf8');
  const { etag } = response.headers;
  if (response.statusCode === 200 && etag) cached.set(url, { etag, page: body });
  const page = response.statusCode === 304 ? (cached.get(url)?.page ?? '') : body;
  reply({ shown: page.trim(), peer });
}

function reply(message: Reply): void {
  process.send?.(message);
}

// The parent is gone, by whatever death: so is this process, and its connection with it.
process.once('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; the parent decides when this client goes.
process.on('SIGINT', () => {});
