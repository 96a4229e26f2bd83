import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from '../../base/until.ts';
import { type Balancer, startBalancer } from '../../lab/middlemen/balancer.ts';
import { startHaproxy } from '../../lab/middlemen/haproxy.ts';
import { startNginx } from '../../lab/middlemen/nginx.ts';
import { freePort, usualChecks } from '../../lab/middlemen/open-middleman.ts';
import { type Outcome, sendLoad } from './load.ts';
import { type Leave, stampOf } from './measurements.ts';

const program = fileURLToPath(new URL('./leave.process.ts', import.meta.url));

/** In which order a server leaves on SIGTERM; what each does stands in leave.process.ts. */
export const orders = [
  'no handler',
  'close()',
  'close(), close all',
  'stop listening first (careful.ts)',
  'not ready, exit after 2 s',
  'not ready, say close, 2 s later drain (careful.ts, serveOn)',
] as const;

/**
 * Who leads clients to the server that leaves:
 * - a balancer, which learns of it by its checks alone: each 250 ms, out after two failures;
 * - nobody any more: the same balancer has put it out before the signal;
 * - its port: clients ask it directly, and a successor, already started, waits for that port;
 * - HAProxy, with its defaults and the same checks: it tries again, and never elsewhere;
 * - nginx, with its defaults: no checks; who is refused is sent on to the other server.
 */
export const routes = [
  'a balancer',
  'nobody any more',
  'its port, a successor waits',
  'HAProxy',
  'nginx',
] as const;

const load = { count: 1_000, perSecond: 200 };
/** A request sent so many milliseconds late was held up by this machine, not by the server. */
const late = 100;
/** The request before which the signal is sent: a second after the first. */
const signalAt = 200;

interface Run {
  outcomes: Outcome[];
  /** The signal, and the end of the process, by performance.now(). */
  signalled: number;
  exited: number;
  /** The machine was too busy: our own loop stood still, or the other server missed its checks. */
  disturbed: boolean;
}

/**
 * 1,000 requests, 200 a second, half of them POSTs, 30 ms of work each, while one server leaves.
 * A run on a machine that is busy elsewhere says nothing of leaving: it is counted, and run again.
 * @throws the signal's reason
 */
export async function measureLeave(
  route: (typeof routes)[number],
  order: (typeof orders)[number],
  times: number,
  signal: AbortSignal,
): Promise<Leave> {
  const runs: Run[] = [];
  let disturbed = 0;
  while (runs.length < times) {
    const run = await runOnce(route, order, signal);
    if (run.disturbed) disturbed++;
    else runs.push(run);
  }

  const lost: Record<string, number> = {};
  for (const { method, lost: why } of runs.flatMap(({ outcomes }) => outcomes)) {
    if (why !== undefined) lost[`${method} ${why}`] = (lost[`${method} ${why}`] ?? 0) + 1;
  }
  const lastAnswers = runs.flatMap(({ outcomes, signalled }) => {
    const last = outcomes.filter(({ by }) => by === 'A').map(({ ended }) => ended - signalled);
    return last.length > 0 ? [Math.max(...last)] : [];
  });
  return {
    route,
    order,
    ...stampOf('Node', process.versions.node),
    requests: load.count,
    disturbed,
    lost: runs.map(({ outcomes }) => outcomes.filter((each) => each.lost !== undefined).length),
    why: lost,
    lastAnswerAfter: lastAnswers.length > 0 ? span(lastAnswers) : null,
    exitAfter: span(runs.map((run) => run.exited - run.signalled)),
  };
}

/** From the least to the most, in seconds, to a hundredth. */
function span(ms: readonly number[]): [number, number] {
  const seconds = (each: number) => Math.round(each / 10) / 100;
  return [seconds(Math.min(...ms)), seconds(Math.max(...ms))];
}

async function runOnce(
  route: (typeof routes)[number],
  order: (typeof orders)[number],
  signal: AbortSignal,
): Promise<Run> {
  await using a = await startServer(['--name', 'A', order]);
  const direct = route === 'its port, a successor waits';
  await using b = await startServer(['--name', 'B', ...(direct ? ['--port', `${a.port}`] : [])]);
  const backends = [a.port, b.port];
  const through = daemons[route];
  await using daemon = through && (await through(backends));
  await using balancer = direct || daemon ? null : await startBalancer({ backends });
  let [signalled, exited] = [0, 0];
  let disturbed = false;
  const exit = once(a.child, 'exit').then(() => {
    exited = performance.now();
  });

  if (balancer && route === 'nobody any more') await takeOut(a.child, balancer);
  const onSent = (n: number, ms: number) => {
    disturbed ||= ms > late || balancer?.backends[1]?.up === false;
    if (n !== signalAt) return;
    signalled = performance.now();
    a.child.kill('SIGTERM');
  };
  const front = daemon?.port ?? balancer?.port ?? a.port;
  const outcomes = await sendLoad(front, load, onSent, signal);
  // Idle connections hold a plain close() for at most Node's 5 s and one more.
  await until('the server to leave', () => exited || undefined, { ms: 20_000 });
  await exit;
  return { outcomes, signalled, exited, disturbed };
}

const daemons: Partial<
  Record<
    (typeof routes)[number],
    (backends: number[]) => Promise<AsyncDisposable & { port: number }>
  >
> = {
  async nginx(backends) {
    const port = await freePort();
    return Object.assign(await startNginx(port, backends), { port });
  },
  async HAProxy(backends) {
    const port = await freePort();
    return Object.assign(await startHaproxy(port, backends, usualChecks), { port });
  },
};

async function takeOut(child: ChildProcess, { backends }: Balancer): Promise<void> {
  child.send('not ready');
  await until('the balancer to put it out', () => !backends[0]?.up || undefined);
}

async function startServer(args: readonly string[]) {
  const child = fork(program, args, {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit');
  const [said] = await once(child, 'message');
  return {
    child,
    /** NaN while it waits for its port. */
    port: Number(said),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await exit;
    },
  };
}
