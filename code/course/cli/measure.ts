import { type IdleTime, idleBrowser, idleNodeClient, idleNodeServer } from '../measure/idle.ts';
import { keepMeasurements } from '../measure/kept-measurements.ts';
import { measureWay, type Way, ways } from '../measure/ways.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

const subjects = ['idle', 'ways'] as const;
const browsers = ['chromium', 'firefox'] as const;

/**
 * `npm run measure idle chromium`, `measure ways firefox`: makes the dated measurements that the
 * lessons show anew. Without a browser: Node's own idle times, and the ways of both browsers.
 * @throws UsageError, MissingProgram
 */
export async function measure(
  words: readonly string[],
  browser: string | undefined,
  io: Io,
): Promise<number> {
  const [subject, word = browser] = words;
  if (!subjects.some((known) => known === subject)) {
    throw new UsageError(
      `nothing to measure by the name «${subject}»`,
      'npm run measure idle, or ways',
    );
  }
  const name = browsers.find((known) => known === word);
  if (word !== undefined && !name) {
    throw new UsageError(
      `no browser «${word}» in this course`,
      `there are ${browsers.join(' and ')}`,
    );
  }
  return subject === 'idle' ? await idle(name, io) : await allWays(name ? [name] : browsers, io);
}

async function idle(name: (typeof browsers)[number] | undefined, io: Io): Promise<number> {
  const tick = (seconds: number) => {
    if (io.isTTY) io.out(`\r${seconds} s of silence `);
    else if (seconds % 60 === 0) io.out(`${seconds} s of silence\n`);
  };
  const measured = name
    ? [await idleBrowser(name, { tick, signal: io.signal })]
    : await Promise.all([idleNodeServer(), idleNodeClient()]);
  if (io.isTTY) io.out('\r');
  for (const { program, version, side, said, done } of measured) {
    io.out(`${program} ${version}, as ${side}: said ${said ?? 'nothing'}, done ${done} s\n`);
  }
  keepMeasurements<IdleTime>('idle', measured, ({ program, side }) => `${program} ${side}`);
  return 0;
}

async function allWays(names: readonly (typeof browsers)[number][], io: Io): Promise<number> {
  for (const name of names) {
    for (const way of ways) {
      io.signal.throwIfAborted();
      const measured = await measureWay(way, name);
      const connection = measured.kept ? 'an old connection' : 'a new connection';
      io.out(`${measured.program}: ${way}: ${measured.app}, on ${connection}\n`);
      keepMeasurements<Way>('ways', [measured], (entry) => `${entry.program} ${entry.way}`);
    }
  }
  return 0;
}
