import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { guard } from '../../base/guard.ts';
import { until, within } from '../../base/until.ts';
import { send } from '../../lab/clients/request.ts';
import { Lab } from '../../lab/lab.ts';
import { type MiddlemanOptions, openMiddleman } from '../../lab/middlemen/open-middleman.ts';
import { type Errand, type SenderName, startSender } from '../../lab/senders/senders.ts';
import type { MiddlemanName } from '../../run/events.ts';
import { listSockets } from '../../sockets/list-sockets.ts';
import type { Sent } from './measurements.ts';

/** A proxy is a sender, too: who, and what its configuration adds to the lab's. */
export interface Intermediary {
  through: MiddlemanName;
  options: MiddlemanOptions;
}

const checks = { path: '/ready', every: 600_000, failures: 2 };

/** One run of an errand, whoever sends it. */
export interface Trial {
  sender: string;
  method: 'GET' | 'POST';
  count: number;
  /** The words of senders.process.ts. */
  server: readonly string[];
  /** When the server hangs up on a silent connection, in ms after an answer; its turn ends then. */
  due: number;
  /** How long the connections are silent before the orders go out, in ms; null: none is awaited. */
  silence: number | null;
  /** When the orders have to be there, in ms after the answer (default: before the server is due). */
  inTime?: number;
  /** For a proxy: who, and with what. */
  proxy?: Intermediary | undefined;
  /** How long the sender is to keep a silent connection, in ms (default: its own). */
  patienceMs?: number | undefined;
}

/** What its senders saw, and what the server did. */
export interface Outcome extends Pick<Sent, 'answered' | 'seen' | 'ran' | 'twice'> {
  /** Connections on which the server's patience ended. */
  hungUp: number;
  /** Orders that went out on a connection from before the silence. */
  onKept: number;
}

/** @returns undefined when a busy machine was too late for it */
export async function tryOnce(trial: Trial): Promise<Outcome | undefined> {
  const { sender, method, count, due, silence, inTime = due, proxy, patienceMs } = trial;
  await using server = await startServer(trial.server);
  await using lab = await labBefore(server, proxy);
  // The server's own word: on a busy machine a sender hears its answer a while after.
  const warmed = server.says('warm').then(() => performance.now());
  warmed.catch(() => {}); // a sender that fails is told first
  const errand = { warm: `/warm?of=${count}`, order: '/order?nth=#', method, count, patienceMs };
  if (proxy) await askFresh(lab, { ...errand, order: errand.warm, method: 'GET' });
  const { go } = proxy
    ? { go: () => askFresh(lab, errand) }
    : await startSender(lab, sender as SenderName, errand);
  const warm = await warmed;
  let pages: string[];
  let onKept = count;
  if (silence === null) pages = await go();
  else {
    await until('them to be silent', () => performance.now() > warm + silence || undefined);
    const work = send(`http://127.0.0.1:${server.port}/work`, { agent: false });
    await server.says('working');
    const kept = await clientsOf(server.port);
    const sent = go();
    const unread = await until(
      `${count} orders to lie unread`,
      async () => {
        const waiting = (await clientsOf(server.port)).filter(({ recvQueue }) => recvQueue);
        return waiting.length >= count ? waiting : undefined;
      },
      { ms: 60_000 },
    );
    onKept = unread.filter(({ remote }) =>
      kept.some((each) => each.remote.port === remote.port),
    ).length;
    const late = performance.now() > warm + inTime;
    server.release();
    await work;
    pages = await sent;
    if (late) return undefined;
  }
  const seen: Record<string, number> = {};
  for (const page of pages) seen[page] = (seen[page] ?? 0) + 1;
  const said = await send(`http://127.0.0.1:${server.port}/seen`, { agent: false });
  const facts = JSON.parse('page' in said ? said.page : '');
  return { answered: pages.filter((page) => page === 'done').length, seen, onKept, ...facts };
}

/**
 * How long one connection of a sender holds a stop that waits for its clients, in ms: the server stops in
 * the middle of its request, answers it, and ends with its last connection.
 */
export async function holdOf({
  sender,
  server: words,
  proxy,
  patienceMs,
}: Pick<Trial, 'sender' | 'server' | 'proxy' | 'patienceMs'>): Promise<number> {
  await using server = await startServer(words);
  await using lab = await labBefore(server, proxy);
  const errand = { warm: '/leave', order: '/leave', method: 'GET', count: 1, patienceMs } as const;
  if (proxy) await askFresh(lab, errand);
  else await startSender(lab, sender as SenderName, errand);
  const answered = performance.now();
  await server.says('gone');
  return performance.now() - answered;
}

/** A lab whose clients ask this server, or a proxy before it. */
async function labBefore({ port }: { port: number }, proxy: Intermediary | undefined) {
  await using opening = new AsyncDisposableStack();
  const lab = opening.use(
    new Lab({
      emit() {},
      ask: async () => undefined,
      port: 0,
      through: proxy?.through,
      openBrowser: () => Promise.reject(new Error('nobody here is a browser')),
    }),
  );
  const app = { name: 'App 1', port } as const;
  lab.appeared(app, 'done');
  if (proxy) await openMiddleman(lab, [app], { checks, ...proxy.options });
  opening.move();
  return lab;
}

/** Through a proxy: clients without a kept connection, so that all that is kept is the proxy’s. */
async function askFresh(lab: Lab, { order, method, count }: Errand) {
  const asked = Array.from({ length: count }, (_, nth) =>
    send(lab.url(order.replace('#', String(nth))), { method, agent: false }),
  );
  return (await Promise.all(asked)).map((each) => {
    if ('code' in each) return each.code;
    return each.status === 200 ? each.page : String(each.status);
  });
}

/** The server's ends of its connections. */
async function clientsOf(port: number) {
  const rows = await listSockets({ port });
  return rows.filter(({ local, state }) => local.port === port && state !== 'LISTEN');
}

export const program = fileURLToPath(new URL('./senders.process.ts', import.meta.url));

/** senders.process.ts, on a free port. */
export async function startServer(words: readonly string[]) {
  const args = [program, ...words];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  // In its long turn it hears no signal but SIGKILL, and no end of its input.
  const guarded = child.pid === undefined ? undefined : guard({ process: child.pid });
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await within('the server to speak', lines.next(), 60_000);
    if (done) throw new Error('the server has ended');
    return value;
  };
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
      guarded?.[Symbol.dispose]();
    },
  };
}
