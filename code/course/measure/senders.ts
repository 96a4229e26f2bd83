import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { OperationalError } from '../../base/errors.ts';
import { middlemanVersions } from '../../lab/middlemen/daemon.ts';
import { senderNames } from '../../lab/senders/senders.ts';
import { type Sent, stampOf } from './measurements.ts';
import { type Intermediary, tryOnce } from './try-sender.ts';

/** Proxies are senders, too: who, and what its configuration adds to the lab's. */
const proxies: Record<string, Intermediary> = {
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
    const run = await tryOnce({
      ...{ sender, method, count, due, proxy: proxies[sender] },
      server: [String(keepAliveTimeout), fate === 'answer lost' ? String(count) : '0'],
      silence: fate === 'never read' ? silence : null,
    });
    if (!run) continue;
    const { answered, seen, ran, twice } = run;
    const stamp = stampOf(program, version);
    return { sender, fate, method, ...stamp, orders: count, answered, seen, ran, twice };
  }
  throw new OperationalError(`${sender}: ten times too late`, 'measure on a quiet machine');
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
