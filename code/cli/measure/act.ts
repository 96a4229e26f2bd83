import { MissingProgram, UsageError } from '../../base/errors.ts';
import { safe } from '../../base/text/safe.ts';
import { measureAwait, namesOfAwaits, ordersOfAwaits } from '../../course/measure/awaits.ts';
import { idlePrograms } from '../../course/measure/idle.ts';
import {
  answers,
  awaits,
  idleTimes,
  leaves,
  senders,
  startedBy,
  stops,
  turns,
  ways,
} from '../../course/measure/kept-measurements.ts';
import { measureLeave, orders, routes } from '../../course/measure/leave.ts';
import type {
  Awaited,
  IdleTime,
  Leave,
  Objected,
  Sent,
  Way,
} from '../../course/measure/measurements.ts';
import {
  measureObjection,
  measureOtherNode,
  namesOfObjections,
  otherNodes,
} from '../../course/measure/objections.ts';
import { fates, measureSender, methods, sendersToMeasure } from '../../course/measure/senders.ts';
import { measureStarter, places, type Starter, starters } from '../../course/measure/starters.ts';
import { measureStop, stopsToMeasure } from '../../course/measure/stops.ts';
import { measureTurn, works } from '../../course/measure/turns.ts';
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
  { browser, new: onlyNew, times = 3 }: MeasureFlags,
  io: Io,
): Promise<number> {
  const asked = browser === undefined ? words : [...words, browser];
  if (subject === 'idle') {
    const programs = Object.keys(idlePrograms) as Array<keyof typeof idlePrograms>;
    return await measureIdle(chosen(asked, programs), io);
  }
  if (subject === 'ways') return await measureWays(chosen(asked, browsers), io);
  if (subject === 'awaits') return await measureAwaits(chosen(asked, ['node']), io);
  if (subject === 'leave')
    return await measureLeaves(chosen(asked, [...new Set(Object.values(ledBy))]), io);
  if (subject === 'senders') return await measureSenders(chosen(asked, sendersToMeasure), io);
  if (subject === 'turns') return await measureTurns(chosen(asked, works), io);
  if (subject === 'starters')
    return await measureStarters(chosen(asked, Object.keys(starters) as Starter[]), io);
  if (subject === 'stops') return await measureStops(io);
  if (subject === 'streams') return await measureStreams(chosen(asked, streamReaders), io);
  if (subject === 'servers')
    return await measureServers(words, { onlyNew: onlyNew === true, times }, io);
  if (subject === 'objections')
    return await measureObjections(asked, chosen(asked, [...namesOfObjections, nodes]), io);
  throw new UsageError(
    `nothing to measure by the name “${subject}”`,
    'npm run measure idle, ways, awaits, leave, senders, turns, stops, starters, servers, streams or objections',
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

/** What a route of the table is called on the command line. */
const ledBy: Record<(typeof routes)[number], 'balancer' | 'directly' | 'haproxy' | 'nginx'> = {
  'a balancer': 'balancer',
  'nobody any more': 'balancer',
  'its port, a successor waits': 'directly',
  HAProxy: 'haproxy',
  nginx: 'nginx',
};

/** One after another: a busy machine loses requests, too. Twenty minutes. */
async function measureLeaves(asked: readonly string[], io: Io): Promise<number> {
  let status = 0;
  for (const route of routes.filter((each) => asked.includes(ledBy[each]))) {
    const outcome = await unlessMissing(route, io, async () => {
      for (const order of orders) {
        // What the course gives away is tried twice as often.
        const measured = await measureLeave(
          route,
          order,
          /serveOn/.test(order) ? 10 : 5,
          io.signal,
        );
        leaves.keep([measured]);
        io.out(leaveInWords(measured));
      }
    });
    status = Math.max(status, outcome);
  }
  return status;
}

/** One after another: each has to be in time. Six minutes. */
async function measureSenders(names: readonly string[], io: Io): Promise<number> {
  let status = 0;
  for (const name of names) {
    const outcome = await unlessMissing(name, io, async () => {
      for (const fate of fates) {
        for (const method of methods) {
          const measured = await measureSender(name, fate, method, io.signal);
          senders.keep([measured]);
          io.out(sentInWords(measured));
        }
      }
    });
    status = Math.max(status, outcome);
  }
  return status;
}

async function measureTurns(names: ReadonlyArray<(typeof works)[number]>, io: Io): Promise<number> {
  for (const name of names) {
    const measured = await measureTurn(name, io.signal);
    turns.keep([measured]);
    io.out(`${name}: ${measured.answered} of ${measured.requests} answered\n`);
  }
  return 0;
}

/** All at once: it is waiting, and no work. A minute. */
async function measureStops(io: Io): Promise<number> {
  const measured = await Promise.all(stopsToMeasure.map((stop) => measureStop(stop, io.signal)));
  stops.keep(measured);
  for (const { keepAliveTimeout, close, seconds } of measured)
    io.out(`${keepAliveTimeout} ms${close ? ', Connection: close' : ''}: ${seconds} s\n`);
  return 0;
}

/** Who is told, by who starts it: five runs each, the two places side by side. Three minutes. */
async function measureStarters(names: readonly Starter[], io: Io): Promise<number> {
  let status = 0;
  for (const name of names) {
    const outcome = await unlessMissing(name, io, async () => {
      const measured = await Promise.all(
        places.map((place) => measureStarter(name, place, 5, io.signal)),
      );
      startedBy.keep(measured);
      for (const each of measured)
        io.out(`${name}, ${each.place}, ${each.chain}: ${JSON.stringify(each.seen)}\n`);
    });
    status = Math.max(status, outcome);
  }
  return status;
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

function sentInWords({ sender, fate, method, orders, seen, ran, twice }: Sent): string {
  const said = Object.entries(seen).map(([what, times]) => `${times} ${what}`);
  return `${sender}, ${method}, ${fate}: ${said.join(', ')}; of ${orders} ran ${ran}, twice ${twice}\n`;
}

function leaveInWords({ route, order, lost, requests, exitAfter }: Leave): string {
  return `led by ${route}, ${order}: lost ${lost.join(', ')} of ${requests}, left after ${exitAfter.join(' to ')} s\n`;
}

function answerInWords({ objection, case: name, program, version, seen }: Objected): string {
  const said = Object.entries(seen).map(([what, times]) => `${what} (${times})`);
  return `${objection}, ${name}, ${program} ${version}: ${said.join(' | ')}\n`;
}
