import type { Examination, ProbeId } from '../../doctor/examination.ts';
import { examine } from '../../doctor/examine.ts';
import {
  courseRoutes,
  type ExamineOptions,
  type Paths,
  type SomePaths,
} from '../../doctor/options.ts';
import { changesSince, readBaseline } from '../../doctor/report/baseline.ts';
import { explain, probeIdOf } from '../../doctor/report/explain.ts';
import { progressWords } from '../../doctor/report/progress-words.ts';
import { reportText } from '../../doctor/report/text.ts';
import { wrap } from '../../sockets/grid.ts';
import { safe, safeJson } from '../../sockets/safe.ts';
import { doctorTimeouts } from './doctor-timeouts.ts';
import { Interrupted, type Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/** As commander hands them over: texts, and flags. */
export interface DoctorFlags extends Partial<Paths> {
  port?: number;
  pid?: string;
  host?: string;
  signal?: string;
  routes?: boolean;
  h2?: boolean;
  only?: string;
  /** false: `--no-solo`. */
  solo?: boolean;
  twice?: boolean;
  repeat?: string;
  grace?: string;
  cap?: string;
  ready?: string;
  baseline?: string;
  explain?: string;
  timeouts?: boolean;
  json?: boolean;
}

/**
 * `npm run doctor -- -- node server.js`: how does a server stop?
 * @returns 0: no fault, or none that the baseline has not; 1: a fault
 * @throws UsageError, CannotExamine (both exit 2); the signal's reason, once the server is gone
 */
export async function doctor(
  command: readonly string[],
  flags: DoctorFlags,
  io: Io,
): Promise<number> {
  const width = io.isTTY && io.columns > 0 ? io.columns : Number.POSITIVE_INFINITY;
  if (flags.explain !== undefined) {
    io.out(explain(probeNamed(flags.explain), width));
    return 0;
  }
  const before = flags.baseline === undefined ? undefined : await readBaseline(flags.baseline);
  using leaving = endedByHangup(io.signal);
  if (flags.timeouts) {
    const options = { ...optionsOf(command, flags), abort: leaving.signal };
    return await doctorTimeouts(options, { json: flags.json === true, width }, io);
  }
  const status = statusLine(io, flags.json === true);
  let found: Examination;
  try {
    found = await examine({
      ...optionsOf(command, flags),
      abort: leaving.signal,
      onProgress: (progress) => status.show(progressWords(progress)),
    });
  } finally {
    status.clear();
  }
  io.out(flags.json ? `${safeJson(found)}\n` : reportText(found, { color: io.color, width }));
  if (!before) return found.diagnoses[0] === 'graceful' ? 0 : 1;
  return compare(before, found, { ...io, out: flags.json ? io.err : io.out }, width);
}

function optionsOf(command: readonly string[], flags: DoctorFlags): ExamineOptions {
  const { port, host, h2, twice } = flags;
  const signal = flags.signal?.toUpperCase().replace(/^(SIG)?/, 'SIG') as
    | NodeJS.Signals
    | undefined;
  return {
    ...{ command, port, host, h2, twice, signal, paths: pathsOf(flags) },
    pid: flags.pid === undefined ? undefined : pidIn(flags.pid),
    only: flags.only?.split(',').map(probeNamed),
    solo: flags.solo === false ? 'never' : flags.solo,
    repeat: flags.repeat === undefined ? undefined : wholeNumber('--repeat', flags.repeat),
    graceMs: milliseconds('--grace', flags.grace),
    capMs: milliseconds('--cap', flags.cap),
    readyMs: milliseconds('--ready', flags.ready),
  };
}

function pathsOf(flags: DoctorFlags): SomePaths {
  const kinds = Object.keys(courseRoutes) as (keyof Paths)[];
  const routes: Partial<Paths> = flags.routes ? courseRoutes : {};
  return Object.fromEntries(kinds.map((kind) => [kind, flags[kind] ?? routes[kind]]));
}

function probeNamed(text: string): ProbeId {
  const id = probeIdOf(text.trim());
  if (id) return id;
  throw new UsageError(`«${text}» is no probe`, 'the probes are P1 to P15, such as --only P1,P3');
}

/** `process.kill('0')` is taken for a pid: so only plain digits are, and the doctor checks the number. */
function pidIn(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`--pid ${text} is no process to examine`, 'a pid is a whole number above 1');
}

function wholeNumber(flag: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`${flag} ${text} is no count`, `a whole number from 1 on: ${flag} 5`);
}

function milliseconds(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(text) ?? [];
  const ms = Number(number) * (unit === 'ms' ? 1 : 1_000);
  if (ms > 0 && ms <= 3_600_000) return ms;
  throw new UsageError(`${flag} ${text} is no time`, `seconds or milliseconds: ${flag} 5s`);
}

/** A closed terminal window is a reason to leave, too: without it nobody would end the server. */
function endedByHangup(signal: AbortSignal): Disposable & { signal: AbortSignal } {
  const hangup = new AbortController();
  const end = () => hangup.abort(new Interrupted(129));
  process.once('SIGHUP', end);
  return {
    signal: AbortSignal.any([signal, hangup.signal]),
    [Symbol.dispose]: () => void process.off('SIGHUP', end),
  };
}

/** On a terminal one line that is written anew; in a pipe a line a step; with --json nothing. */
function statusLine({ out, isTTY, columns, env }: Io, silent: boolean) {
  if (silent) return { show: () => {}, clear: () => {} };
  if (!isTTY || env.TERM === 'dumb') {
    return { show: (text: string) => out(`${text}\n`), clear: () => {} };
  }
  const short = (text: string) => wrap(text, columns - 1)[0] ?? '';
  return {
    show: (text: string) => out(`\r\x1b[K${short(text)}`),
    clear: () => out('\r\x1b[K'),
  };
}

function compare(before: Examination, now: Examination, { out }: Io, width: number): number {
  const { worse, better } = changesSince(before, now);
  const line = (word: string) => (change: (typeof worse)[number]) =>
    wrap(`${word}: ${safe(change.what)}, ${change.before} before, ${change.now} now`, width);
  const lines = [...worse.flatMap(line('worse')), ...better.flatMap(line('better'))];
  out(
    `Against the baseline: ${lines.length ? '' : 'no change'}\n${lines.map((each) => `  ${each}\n`).join('')}`,
  );
  return worse.length > 0 ? 1 : 0;
}
