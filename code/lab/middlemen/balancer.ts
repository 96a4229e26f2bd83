import { once } from 'node:events';
import {
  Agent,
  createServer,
  get,
  type IncomingMessage,
  request as open,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

export interface BalancerOptions {
  /** Ports of the servers behind it, on 127.0.0.1. */
  backends: readonly number[];
  /** Its own port; 0 or none: any free one. */
  port?: number;
  /** Told when a backend is put out or taken back. */
  onChange?: (backend: number, up: boolean) => void;
  check?: {
    /** Asked of each backend; any status but 200 is a failure, and so is no answer. */
    path?: string;
    /**
     * Milliseconds from one check to the next, and as long as an answer may take. Infinity: it checks when
     * `check()` is called, and at no other time.
     */
    every?: number;
    /** So many failures in a row put a backend out; one success brings it back. */
    failures?: number;
  };
}

/** A request that a backend did not answer whole. */
export interface Refusal {
  backend: number;
  method: string;
  path: string;
  /** Node's code of the error: ECONNREFUSED, nobody listens; ECONNRESET, hung up before the answer. */
  code: string;
}

export interface Balancer extends AsyncDisposable {
  port: number;
  /** In the order given; each begins as up. */
  backends: ReadonlyArray<{ readonly port: number; readonly up: boolean }>;
  refusals: readonly Refusal[];
  /** Checks each backend once, now. */
  check(): Promise<void>;
}

const host = '127.0.0.1';

/**
 * A small HTTP/1.1 balancer on loopback, to see what leaving does to those who are sent on: takes
 * the backends in turn, keeps connections to each, checks their health, and never retries. Whoever
 * is refused is told: 502 names backend and code; 503: no backend is up. No upgrades.
 */
export async function startBalancer(options: BalancerOptions): Promise<Balancer> {
  const { path = '/ready', every = 250, failures = 2 } = options.check ?? {};
  const closing = new AbortController();
  const refusals: Refusal[] = [];
  // Hangs up before a Node server does (5 s): no request meets a connection that is just ending.
  const pool = () => new Agent({ keepAlive: true, timeout: 4_000 });
  const backends = options.backends.map((port) => ({ port, up: true, failed: 0, pool: pool() }));
  let turn = 0;

  const server = createServer((request, answer) => {
    const up = backends.filter((backend) => backend.up);
    const backend = up[turn++ % up.length];
    if (backend) forward(backend, request, answer, refusals);
    else answer.writeHead(503).end('no backend is up\n');
  });
  await once(server.listen(options.port ?? 0, host), 'listening');
  const checkOne = async (backend: (typeof backends)[number]) => {
    const patience = every === Infinity ? [] : [AbortSignal.timeout(every)];
    const signal = AbortSignal.any([closing.signal, ...patience]);
    const well = (await askHealth(backend.port, path, signal)) === 200;
    backend.failed = well ? 0 : backend.failed + 1;
    const up = backend.failed < failures;
    if (up !== backend.up) options.onChange?.(backend.port, up);
    backend.up = up;
  };
  const check = async () => void (await Promise.all(backends.map(checkOne)));
  const checking = every === Infinity ? undefined : setInterval(check, every);

  async function close() {
    clearInterval(checking);
    closing.abort();
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    for (const { pool } of backends) pool.destroy();
    await closed;
  }
  const { port } = server.address() as AddressInfo;
  return { port, backends, refusals, check, [Symbol.asyncDispose]: close };
}

/**
 * What a health check sees: a status, or the code of an error. On a connection of its own: a kept one would
 * be answered long after the server's port is closed.
 */
export async function askHealth(
  port: number,
  path: string,
  signal?: AbortSignal,
): Promise<number | string> {
  const asked = get({ host, port, path, agent: false, ...(signal && { signal }) });
  try {
    const [answer] = (await once(
      asked.on('error', () => {}),
      'response',
    )) as [IncomingMessage];
    answer.on('error', () => {}).resume();
    return answer.statusCode ?? 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

function forward(
  { port, pool }: { port: number; pool: Agent },
  request: IncomingMessage,
  answer: ServerResponse,
  refusals: Refusal[],
): void {
  const { method = 'GET', url: path = '/', rawHeaders } = request;
  const headers = endToEnd(rawHeaders);
  // The framing is each connection's own, but Node must be told that a GET has a body, too.
  if (request.headers['transfer-encoding']) headers.push('Transfer-Encoding', 'chunked');
  const onward = open({ host, port, method, path, headers, agent: pool });

  const refused = ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    if (answer.destroyed) return; // the client left first: nobody was refused
    refusals.push({ backend: port, method, path, code });
    if (answer.headersSent) answer.destroy();
    else answer.writeHead(502).end(`${method} ${path}: 127.0.0.1:${port} ${code}\n`);
  };
  onward.on('error', refused);
  onward.on('response', (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.statusMessage, endToEnd(reply.rawHeaders));
    reply.on('error', refused);
    pipeline(reply, answer, () => {});
  });
  answer.on('close', () => {
    if (!answer.writableFinished) onward.destroy();
  });
  request.pipe(onward);
}

/** Names and values without those that are about one connection only (RFC 9110 section 7.6.1). */
function endToEnd(raw: readonly string[]): string[] {
  const pairs = raw.flatMap((name, at) => (at % 2 ? [] : [[name, raw[at + 1] ?? ''] as const]));
  const listed = pairs.filter(([name]) => /^connection$/i.test(name)).map(([, value]) => value);
  const hop = new Set(`${ofOneHop},${listed}`.toLowerCase().split(/[\s,]+/));
  hop.delete('content-length'); // whoever names it would leave a body without an end
  return pairs.filter(([name]) => !hop.has(name.toLowerCase())).flat();
}

const ofOneHop = 'connection,keep-alive,te,trailer,transfer-encoding,upgrade,expect';
