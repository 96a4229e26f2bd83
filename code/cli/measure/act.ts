import { MissingProgram, UsageError } from '../../base/errors.ts';
import { safe } from '../../base/text/safe.ts';
import { measureAwait, namesOfAwaits, ordersOfAwaits } from '../../course/measure/awaits.ts';
import { idlePrograms } from '../../course/measure/idle.ts';
import {
  answers,
  awaits,
  idleTimes,
  leaves,
  ways,
} from '../../course/measure/kept-measurements.ts';
import { measureLeave, orders, routes } from '../../course/measure/leave.ts';
import type { Awaited, IdleTime, Leave, Objected, Way } from '../../course/measure/measurements.ts';
import {
  measureObjection,
  measureOtherNode,
  namesOfObjections,
  otherNodes,
} from '../../course/measure/objections.ts';
import { measureWay, namesOfWays } from '../../course/measure/ways.ts';
import { showElapsed } from '../elapsed.ts';
import type { Io } from '../io.ts';
import type { MeasureFlags } from './command.ts';
import { measureServers } from './servers.ts';
import { measureStreams, streamReaders } from './streams.ts';

const browsers = ['chromium', 'firefox'] as const;

/**
 * `npm run measure idle chromium`, `ways`, `awaits`, `leave`, `servers -- --new`, `objections`: makes the dated
 * measurements that the lessons show anew; without a program, those of all.
 * @returns 0: all measured; 2: some program was missing, and what was measured before stays
 * @throws UsageError, or the signal's reason
 */
export async function measure(
  [subject, ...words]: readonly string[],
  { browser, new: onlyNew, runs = 3 }: MeasureFlags,
  io: Io,
): Promise<number> {
  const asked = browser === undefined ? words : [...words, browser];
  if (subject === 'idle') {
    const programs = Object.keys(idlePrograms) as Array<keyof typeof idlePrograms>;
    return await measureIdle(chosen(asked, programs), io);
  }
  if (subject === 'ways') return await measureWays(chosen(asked, browsers), io);
  if (subject === 'awaits') return await measureAwaits(chosen(asked, ['node']), io);
  if (subject === 'leave') return await measureLeaves(chosen(asked, ['node']), io);
  if (subject === 'streams') return await measureStreams(chosen(asked, streamReaders), io);
  if (subject === 'servers')
    return await measureServers(words, { onlyNew: onlyNew === true, runs }, io);
  if (subject === 'objections')
    return await measureObjections(asked, chosen(asked, [...namesOfObjections, nodes]), io);
  throw new UsageError(
    `nothing to measure by the name “${subject}”`,
    'npm run measure idle, ways, awaits, leave, servers, streams or objections',
  );
}

function chosen<Name extends string>(asked: readonly string[], known: readonly Name[]) {
  const unknown = asked.find((word) => !known.some((name) => name === word));
  if (unknown !== undefined) {
    throw new UsageError(`no “${unknown}” to be measured here`, `there are: ${known.join(', ')}`);
  }
  return asked.length === 0 ? known : known.filter((name) => asked.includes(name));
}

/** All at once: it is waiting, and no work. */
async function measureIdle(
  programs: ReadonlyArray<keyof typeof idlePrograms>,
  io: Io,
): Promise<number> {
  const waiting = new Set<string>(programs);
  using elapsed = showElapsed(() => [...waiting].join(', '), io);
  const outcomes = await Promise.allSettled(
    programs.map((program) =>
      unlessMissing(program, io, async () => {
        const measured = await idlePrograms[program](io.signal);
        idleTimes.keep(measured);
        elapsed.clear();
        io.out(measured.map(idleInWords).join(''));
      }).finally(() => waiting.delete(program)),
    ),
  );
  return worst(outcomes);
}

/** One after another: each has a swap and a browser of its own. */
async function measureWays(names: ReadonlyArray<(typeof browsers)[number]>, io: Io) {
  let status = 0;
  for (const name of names) {
    const outcome = await unlessMissing(name, io, async () => {
      for (const way of namesOfWays) {
        const measured = await measureWay(way, name, io.signal);
        ways.keep([measured]);
        io.out(wayInWords(measured));
      }
    });
    status = Math.max(status, outcome);
  }
  return status;
}

/** Sixty stops each, in either order, from either place: a minute. */
async function measureAwaits(_: readonly string[], io: Io): Promise<number> {
  for (const order of ordersOfAwaits) {
    for (const what of namesOfAwaits) {
      for (const from of ['an I/O callback', 'a timer'] as const) {
        const measured = await measureAwait(order, what, from, 60, io.signal);
        awaits.keep([measured]);
        io.out(awaitInWords(measured));
      }
    }
  }
  return 0;
}

/** One after another: a busy machine loses requests, too. Ten minutes. */
async function measureLeaves(_: readonly string[], io: Io): Promise<number> {
  for (const route of routes) {
    for (const order of orders) {
      const measured = await measureLeave(route, order, 5, io.signal);
      leaves.keep([measured]);
      io.out(leaveInWords(measured));
    }
  }
  return 0;
}

/** Asks a registry, so only when it is named. */
const nodes = 'nodes';

/** Each case five times: three minutes. With `nodes` the answers that hang on the version of Node, too. */
async function measureObjections(
  asked: readonly string[],
  names: ReadonlyArray<(typeof namesOfObjections)[number] | typeof nodes>,
  io: Io,
): Promise<number> {
  const keep = async (measuring: AsyncIterable<Objected>) => {
    for await (const measured of measuring) {
      answers.keep([measured]);
      io.out(answerInWords(measured));
    }
  };
  let status = 0;
  for (const name of names) {
    if (name === nodes) continue;
    const outcome = await unlessMissing(name, io, () => keep(measureObjection(name, 5, io.signal)));
    status = Math.max(status, outcome);
  }
  if (asked.includes(nodes))
    for (const version of otherNodes) await keep(measureOtherNode(version, 5, io.signal));
  return status;
}

async function unlessMissing(what: string, io: Io, work: () => Promise<void>): Promise<0 | 2> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!(error instanceof MissingProgram)) throw error;
    io.err(`${what}: left as it was, ${safe(`${error.message}; ${error.remedy}`)}\n`);
    return 2;
  }
}

function worst(outcomes: ReadonlyArray<PromiseSettledResult<number>>): number {
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return Math.max(
    ...outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 0)),
  );
}

function idleInWords({ program, version, side, said, done }: IdleTime): string {
  const promise = said === null ? 'said nothing' : `said ${said} s`;
  const deed = done === null ? 'not waited out' : `closed after ${done} s`;
  return `${program} ${version}, as ${side}: ${promise}, ${deed}\n`;
}

function wayInWords({ program, way, app, status, kept }: Way): string {
  return `${program}, ${way}: ${status} from ${app}, on ${kept ? 'an old' : 'a new'} connection\n`;
}

function awaitInWords({ order, what, from, slippedIn, stops }: Awaited): string {
  return `${order}: ${what}, from ${from}: a client slipped in ${slippedIn} of ${stops} times\n`;
}

function leaveInWords({ route, order, lost, requests, exitAfter }: Leave): string {
  return `led by ${route}, ${order}: lost ${lost.join(', ')} of ${requests}, left after ${exitAfter.join(' to ')} s\n`;
}

function answerInWords({ objection, case: name, program, version, seen }: Objected): string {
  const said = Object.entries(seen).map(([what, times]) => `${what} (${times})`);
  return `${objection}, ${name}, ${program} ${version}: ${said.join(' | ')}\n`;
}
