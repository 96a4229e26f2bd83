import { expect, type TestContext } from 'vitest';
import {
  holdOf,
  type Intermediary,
  type Outcome,
  program,
  tryOnce,
} from '../../code/course/measure/try-sender.ts';
import { margin, patienceOf } from '../../code/doctor/timeouts/behind.ts';
import { measureTimeouts } from '../../code/doctor/timeouts/measure-timeouts.ts';
import { type Sender, senders } from '../../code/doctor/timeouts/senders.ts';
import type { Behind } from '../../code/doctor/timeouts/timeouts.ts';
import { findDaemon } from '../../code/lab/middlemen/daemon.ts';
import { hasSender, type SenderName } from '../../code/lab/senders/senders.ts';
import { needs, type Program } from './needs.ts';

/** A sender of the doctor's table, a server, and what is set to make a run of the two short. */
export interface Pair {
  id: string;
  /** The program of the lab that plays it. */
  by: SenderName | Intermediary;
  /** Its patience as set for this pair, in ms; default: its own, as the table has it. */
  patienceMs?: number;
  /** Node's keepAliveTimeout, in ms; it waits a second more. */
  keepAliveTimeout: number;
  /** The server's Keep-Alive hint in seconds, none, or close on each answer; default: Node's own. */
  hint?: number | 'none' | 'close';
}

/** Requests of each method. HAProxy gives up its connections by halves, so one alone has a time to go by. */
const countOf = ({ id }: Pair) => (id === 'haproxy' ? 1 : 3);

/** So long before one of the two hangs up the orders go out, in ms; the server's turn ends after that. */
const before = 600;

export const titleOf = ({ id, patienceMs, keepAliveTimeout, hint }: Pair): string =>
  [
    `${id}${patienceMs === undefined ? '' : ` at ${patienceMs} ms`}`,
    `a server that waits ${keepAliveTimeout + 1_000} ms`,
    ...(hint === undefined ? [] : [hint === 'close' ? 'and says close' : `hint ${hint}`]),
  ].join(', ');

const wordsOf = ({ keepAliveTimeout, hint }: Pair): string[] => [
  String(keepAliveTimeout),
  '0',
  ...(hint === undefined ? [] : [String(hint)]),
];

export function senderOf({ id, patienceMs }: Pair): Sender {
  const known = senders.find((each) => each.id === id);
  if (!known) throw new Error(`${id} is not in the table`);
  return patienceMs === undefined ? known : { ...known, patienceMs };
}

/**
 * What the doctor says of the pair, of a server that it starts and watches by itself. A machine that is so
 * busy that the server hangs up late is asked again: this is about the word, not about the clock.
 */
export async function predict(pair: Pair): Promise<Behind> {
  const command = [process.execPath, program, ...wordsOf(pair)];
  const due = pair.hint === 'close' ? 0 : pair.keepAliveTimeout + 1_000;
  for (let tries = 1; ; tries++) {
    const asked = { command, behind: senderOf(pair), idleAlone: true };
    const { behind, waits } = await measureTimeouts(asked);
    const late = Math.abs((waits[0]?.doneMs ?? Infinity) - due);
    if (behind && (late < margin / 3 || tries === 6)) return behind;
  }
}

const trialOf = (pair: Pair) => ({
  server: wordsOf(pair),
  proxy: typeof pair.by === 'string' ? undefined : pair.by,
  sender: typeof pair.by === 'string' ? pair.by : pair.id,
  patienceMs: pair.patienceMs,
});

/** How long one of the sender's connections holds a stop of this server, in ms. */
export const held = (pair: Pair): Promise<number> => holdOf(trialOf(pair));

/**
 * The same two, run: orders just before the server is due, in one long turn of its loop. A race is a thing
 * that may happen: where one is expected, it has so many tries to happen in.
 */
export async function run(
  pair: Pair,
  method: 'GET' | 'POST',
  { race }: Pick<Behind, 'race'>,
): Promise<Outcome> {
  const due = pair.keepAliveTimeout + 1_000;
  // The last moment at which both hold the connection, where they hang up at about the same time.
  const its = patienceOf(senderOf(pair), typeof pair.hint === 'number' ? pair.hint * 1_000 : null);
  const inTime = its !== null && Math.abs(its - due) < margin ? Math.min(its, due) : due;
  const when = { due, inTime, silence: inTime - before };
  let last: Outcome | undefined;
  for (let tries = 1; tries <= 6; tries++) {
    const outcome = await tryOnce({ ...trialOf(pair), ...when, method, count: countOf(pair) });
    last = outcome ?? last;
    if (outcome && (race !== 'exists' || outcome.hungUp > 0)) return outcome;
  }
  if (last) return last;
  throw new Error('six times the orders came too late: this machine is busy');
}

/** What a run showed, in the prediction's words. */
export interface Shown {
  race: 'exists' | 'none';
  get: 'answered' | 'lost';
  post: 'answered' | 'lost';
}

export const shownBy = (pair: Pair, get: Outcome, post: Outcome): Shown => ({
  // A connection that the sender had given up already may well be ended by the server.
  race: [get, post].some(({ hungUp, onKept }) => hungUp > 0 && onKept > 0) ? 'exists' : 'none',
  get: get.answered === countOf(pair) ? 'answered' : 'lost',
  post: post.answered === countOf(pair) ? 'answered' : 'lost',
});

export function shownIf({ race, repeats }: Behind): Shown | undefined {
  if (race === 'unseen') return undefined;
  if (race === 'none') return { race, get: 'answered', post: 'answered' };
  return {
    race,
    get: repeats === 'nothing' ? 'lost' : 'answered',
    post: repeats === 'everything' ? 'answered' : 'lost',
  };
}

const installed: Partial<Record<SenderName, Program>> = {
  curl: 'curl',
  urllib3: 'urllib3',
  requests: 'requests',
  Go: 'go',
  HttpURLConnection: 'java',
  HttpClient: 'java',
};

/** Skips a pair whose sender is not on this machine. */
export async function needsSender(ctx: TestContext, { by }: Pair): Promise<void> {
  if (typeof by === 'string') {
    const name = installed[by];
    if (name) needs(ctx, name, await hasSender(by));
  } else if (by.through !== 'balancer') needs(ctx, by.through, findDaemon(by.through));
}

/** The doctor's word and the run's, of one pair. */
export async function agrees(pair: Pair, ctx: TestContext): Promise<void> {
  await needsSender(ctx, pair);
  const predicted = await predict(pair);
  const [get, post] = [await run(pair, 'GET', predicted), await run(pair, 'POST', predicted)];
  const shown = shownBy(pair, get, post);
  expect(shown).toEqual(shownIf(predicted));
}
