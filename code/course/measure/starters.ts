import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MissingProgram } from '../../base/errors.ts';
import { isAlive, processOf } from '../../base/processes.ts';
import { NeverCame, until } from '../../base/until.ts';
import { send } from '../../lab/clients/request.ts';
import { Lab } from '../../lab/lab.ts';
import { programStage } from '../../lab/programs/program-stage.ts';
import type { LabEvent } from '../../run/events.ts';
import { type Started, stampOf } from './measurements.ts';

const program = fileURLToPath(
  new URL('../../13-the-process-that-will-not-exit/fixed.ts', import.meta.url),
);

/** Who starts an app that leaves well; PROGRAM is `node fixed.ts`. */
export const starters = {
  'node app': [],
  'npm start': ['npm', 'start'],
  'node --run start': ['node', '--run', 'start'],
  "sh -c 'node app'": ['sh', '-c', 'PROGRAM'],
  "sh -c 'exec node app'": ['sh', '-c', 'exec PROGRAM'],
  "bash -c 'node app'": ['bash', '-c', 'PROGRAM'],
  "tini -- sh -c 'exec node app'": ['tini', '--', 'sh', '-c', 'exec PROGRAM'],
  "tini -- sh -c 'node app; true'": ['tini', '--', 'sh', '-c', 'PROGRAM; true'],
  "tini -g -- sh -c 'node app; true'": ['tini', '-g', '--', 'sh', '-c', 'PROGRAM; true'],
  "dumb-init sh -c 'node app; true'": ['dumb-init', 'sh', '-c', 'PROGRAM; true'],
} as const satisfies Record<string, readonly string[]>;
export type Starter = keyof typeof starters;

/** A PID namespace, as a container has one: the first process in it is its PID 1, and with that one all others end. */
const inNamespace = [
  ...['unshare', '--user', '--map-root-user', '--pid', '--fork', '--kill-child', '--mount-proc'],
] as const;
export const places = ['host', 'PID 1'] as const;

/** How long a process that hears nothing is watched, in ms: one that hears acts in some of them. */
const patience = 1_500;

/**
 * Starts an app in this way, gives it a request to work on, and sends SIGTERM to the process that was
 * started; in a namespace, to its PID 1.
 * @throws MissingProgram; the signal's reason
 */
export async function measureStarter(
  starter: Starter,
  place: (typeof places)[number],
  runs: number,
  signal: AbortSignal,
): Promise<Started> {
  const seen: Record<string, number> = {};
  let chain = '';
  for (let run = 0; run < runs; run++) {
    signal.throwIfAborted();
    const once = await runOnce(starters[starter], place);
    chain = once.chain;
    seen[once.seen] = (seen[once.seen] ?? 0) + 1;
  }
  return { starter, place, ...stampOf('Node', process.versions.node), chain, seen };
}

async function runOnce(by: readonly string[], place: (typeof places)[number]) {
  const events: LabEvent[] = [];
  await using lab = new Lab({
    emit: (event) => events.push(event),
    ask: async () => undefined,
    port: 0,
    openBrowser: () => Promise.reject(new Error('nobody here is a browser')),
  });
  const stage = await programStage(program, lab);
  const line =
    place === 'host' ? by : [...inNamespace, ...(by.length ? by : ['sh', '-c', 'exec PROGRAM'])];
  const [first, ...rest] = line;
  for (const name of [first, by[0]]) requireIt(name);
  const app = await stage.start('here', 0, first === undefined ? {} : { by: [first, ...rest] });
  const started = events.find((event) => event.kind === 'process' && event.did === 'start');
  if (started?.kind !== 'process' || started.did !== 'start') throw new Error('it did not start');
  const own = place === 'host' ? started.chain : started.chain.slice(1);
  const target = processOf(own[0]?.pid ?? 0);
  if (!target) throw new Error('it is gone');

  const answer = send(lab.url('/slow'), { agent: false });
  await until('the request to arrive', () => lab.ledger.ran('GET', '/slow') > 0 || undefined);
  process.kill(target.pid, 'SIGTERM');
  const told = () => {
    lab.ledger.catchUp();
    return events.some((event) => event.kind === 'server' && event.did === 'stop');
  };
  const acted = () => told() || !isAlive(target) || undefined;
  await until('somebody to act', acted, { ms: patience }).catch(unlessNeverCame);
  // Who is told in a group with others may hear of it a moment after they have ended.
  const appIs = processOf(own.at(-1)?.pid ?? 0);
  const orGone = () => told() || !appIs || !isAlive(appIs) || undefined;
  await until('the app to be told, or gone', orGone, { ms: 500 }).catch(unlessNeverCame);
  const heard = told();
  // An answer takes its time: meanwhile whoever stands before the app may end.
  if (heard && own.length > 1) {
    const gone = () => !isAlive(target) || undefined;
    await until('its parents to end', gone, { ms: 700 }).catch(unlessNeverCame);
  }
  if (heard) stage.enter(app);
  const there = !heard && (await serves(lab.url('/')));
  const ignored = there && isAlive(target);
  if (ignored) process.kill(target.pid, 'SIGKILL');
  else if (there) stage.signal(app, 'SIGKILL');
  const got = there ? undefined : await answer;
  const whole = got !== undefined && 'page' in got && got.page === 'here';
  const { status, signal } =
    place === 'host' && !there ? await stage.exited(app) : { status: null, signal: null };
  await answer.catch(() => {});
  const seen = ignored
    ? 'not told; nothing happens until SIGKILL'
    : there
      ? 'not told; still serves'
      : `${heard ? 'told' : 'not told'}; ${whole ? 'whole' : 'cut'}${place === 'host' ? `, ${signal ?? `status ${status}`}` : ''}`;
  return { chain: own.map(({ program }) => program).join(' > '), seen };
}

async function serves(url: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  request(url, { agent: false }, (response) => resolve(response.resume().statusCode === 200))
    .on('error', () => resolve(false))
    .end();
  return await promise;
}

function requireIt(name: string | undefined): void {
  if (name === undefined || name === 'node') return;
  const here = (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => existsSync(join(folder, name)));
  if (!here)
    throw new MissingProgram(`${name} is not installed`, `Debian: apt-get install ${name}`);
}

function unlessNeverCame(error: unknown): void {
  if (!(error instanceof NeverCame)) throw error;
}
