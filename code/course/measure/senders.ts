import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OperationalError } from '../../base/errors.ts';
import { until, within } from '../../base/until.ts';
import { send } from '../../lab/clients/request.ts';
import { Lab } from '../../lab/lab.ts';
import { middlemanVersions } from '../../lab/middlemen/daemon.ts';
import { type MiddlemanOptions, openMiddleman } from '../../lab/middlemen/open-middleman.ts';
import { type SenderName, senderNames, startSender } from '../../lab/senders/senders.ts';
import type { MiddlemanName } from '../../run/events.ts';
import { listSockets } from '../../sockets/list-sockets.ts';
import { type Sent, stampOf } from './measurements.ts';

/** Proxies are senders, too: who, and what its configuration adds to the lab's. */
const proxies: Record<string, { through: MiddlemanName; options: MiddlemanOptions }> = {
  nginx: { through: 'nginx', options: {} },
  'nginx, non_idempotent': {
    through: 'nginx',
    options: { nginx: { location: 'proxy_next_upstream error timeout non_idempotent;' } },
  },
  'nginx, keepalive_timeout 2s': {
    through: 'nginx',
    options: { nginx: { upstream: 'keepalive_timeout 2s;' } },
  },
  HAProxy: { through: 'haproxy', options: { haproxy: { backend: 'http-reuse always' } } },
  'HAProxy, retry-on empty-response': {
    through: 'haproxy',
    options: {
      haproxy: {
        backend: 'http-reuse always',
        defaults: 'retry-on conn-failure empty-response',
      },
    },
  },
};

/** Everybody who is measured, by name. */
export const sendersToMeasure: readonly string[] = [...senderNames, ...Object.keys(proxies)];

/** What becomes of an order; see senders.process.ts. */
export const fates = ['never read', 'answer lost'] as const;
export const methods = ['GET', 'POST'] as const;

const count = 50;
const keepAliveTimeout = 4_000;
/** When the server hangs up on a silent connection, in ms: Node adds a second. */
const due = keepAliveTimeout + 1_000;
/** The orders go out so long after the last answer: whoever obeys the hint has hung up by then, a second before its 4 s. */
const silence = 3_300;
const checks = { path: '/ready', every: 600_000, failures: 2 };

/**
 * Fifty orders of one sender, each on a connection that it was offered to keep. `never read`: they come
 * before these connections are due, in one long turn of the server's loop that ends after it; a try that
 * a busy machine made too late for that is made again. `answer lost`: each is worked off, then its
 * connection ends without an answer.
 * @throws MissingProgram where the sender is not on this machine; the signal's reason
 */
export async function measureSender(
  sender: string,
  fate: (typeof fates)[number],
  method: (typeof methods)[number],
  signal: AbortSignal,
): Promise<Sent> {
  const [program, version] = await versionOf(sender);
  for (let tries = 1; tries <= 10; tries++) {
    signal.throwIfAborted();
    const run = await runOnce(sender, fate, method);
    if (run) return { sender, fate, method, ...stampOf(program, version), orders: count, ...run };
  }
  throw new OperationalError(`${sender}: ten times too late`, 'measure on a quiet machine');
}

async function runOnce(sender: string, fate: (typeof fates)[number], method: 'GET' | 'POST') {
  await using server = await startServer(fate);
  const proxy = proxies[sender];
  await using lab = new Lab({
    emit() {},
    ask: async () => undefined,
    port: 0,
    through: proxy?.through,
    openBrowser: () => Promise.reject(new Error('nobody here is a browser')),
  });
  const app = { name: 'App 1', port: server.port } as const;
  lab.appeared(app, 'done');
  if (proxy) await openMiddleman(lab, [app], { checks, ...proxy.options });
  const errand = { warm: `/warm?of=${count}`, order: '/order?nth=#', method, count };
  if (proxy) await askFresh(lab, errand.warm);
  const { go } = proxy
    ? { go: () => askFresh(lab, errand.order, method) }
    : await startSender(lab, sender as SenderName, errand);
  const warm = performance.now();
  let pages: string[];
  if (fate === 'answer lost') pages = await go();
  else {
    await until('them to be silent', () => performance.now() > warm + silence || undefined);
    const work = send(`http://127.0.0.1:${server.port}/work`, { agent: false });
    await server.says('working');
    const sent = go();
    await until(`${count} orders to lie unread`, () => areUnread(server.port), { ms: 60_000 });
    const late = performance.now() > warm + due;
    await until('their deadline', () => performance.now() > warm + due + 200 || undefined);
    server.release();
    await work;
    pages = await sent;
    if (late) return undefined;
  }
  const seen: Record<string, number> = {};
  for (const page of pages) seen[page] = (seen[page] ?? 0) + 1;
  const said = await send(`http://127.0.0.1:${server.port}/seen`, { agent: false });
  const { ran, twice } = JSON.parse('page' in said ? said.page : '') as Pick<Sent, 'ran' | 'twice'>;
  return { answered: pages.filter((page) => page === 'done').length, seen, ran, twice };
}

/** Through a proxy: clients without a kept connection, so that all that is kept is the proxy’s. */
async function askFresh(lab: Lab, path: string, method: 'GET' | 'POST' = 'GET') {
  const asked = Array.from({ length: count }, (_, nth) =>
    send(lab.url(path.replace('#', String(nth))), { method, agent: false }),
  );
  return (await Promise.all(asked)).map((each) => {
    if ('code' in each) return each.code;
    return each.status === 200 ? each.page : String(each.status);
  });
}

async function areUnread(port: number): Promise<true | undefined> {
  const rows = await listSockets({ port });
  const its = rows.filter(({ local, state }) => local.port === port && state !== 'LISTEN');
  return its.filter(({ recvQueue }) => recvQueue).length >= count || undefined;
}

const program = fileURLToPath(new URL('./senders.process.ts', import.meta.url));

async function startServer(fate: (typeof fates)[number]) {
  const args = [
    program,
    String(keepAliveTimeout),
    ...(fate === 'answer lost' ? [String(count)] : []),
  ];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => (await within('the server to speak', lines.next(), 60_000)).value;
  return {
    port: Number(await next()),
    async says(word: string) {
      while ((await next()) !== word);
    },
    /** Ends its long turn. */
    release: () => void child.stdin.write('\n'),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** What prints the version of each that is no Node. */
const versions: Record<string, [program: string, ...command: string[]]> = {
  curl: ['curl', 'curl', '--version'],
  urllib3: ['urllib3', 'python3', '-c', 'import urllib3; print(urllib3.__version__)'],
  requests: ['requests', 'python3', '-c', 'import requests; print(requests.__version__)'],
  Go: ['Go', 'go', 'version'],
  HttpURLConnection: ['Java', 'java', '--version'],
  HttpClient: ['Java', 'java', '--version'],
};

async function versionOf(sender: string): Promise<[program: string, version: string]> {
  const through = proxies[sender]?.through;
  if (through) {
    const [[name, version] = [through, '0']] = Object.entries(await middlemanVersions(through));
    return [name, version];
  }
  const [name, file, ...args] = versions[sender] ?? [];
  if (!name || !file) return ['Node', process.versions.node];
  // Without it the sender is missing, too, and is named by startSender.
  const said = await promisify(execFile)(file, args).catch(() => ({ stdout: '0' }));
  return [name, /\d+(\.\d+)+/.exec(said.stdout)?.[0] ?? '0'];
}
