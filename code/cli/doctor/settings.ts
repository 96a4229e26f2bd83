import { UsageError } from '../../base/errors.ts';
import type { ProbeId } from '../../doctor/examination.ts';
import {
  courseRoutes,
  type ExamineOptions,
  type Paths,
  type SomePaths,
} from '../../doctor/options.ts';
import { probeIdOf } from '../../doctor/report/explain.ts';
import { type Sender, senders, someSender } from '../../doctor/timeouts/senders.ts';
import type { DoctorFlags } from './command.ts';

/** Reads the flags. @throws UsageError for what is none */
export function optionsOf(
  command: readonly string[],
  flags: DoctorFlags,
  env: NodeJS.ProcessEnv = {},
): ExamineOptions {
  const { port, host, socket, h2, tls, twice } = flags;
  const signal = flags.signal?.toUpperCase().replace(/^(SIG)?/, 'SIG') as
    | NodeJS.Signals
    | undefined;
  return {
    ...{ command, port, host, socket, h2, tls, twice, signal, paths: pathsOf(flags) },
    pid: flags.pid === undefined ? undefined : pidIn(flags.pid),
    only: flags.only?.split(',').map(probeNamed),
    solo: flags.solo === false ? 'never' : flags.solo,
    repeat: flags.repeat === undefined ? undefined : wholeNumber('--repeat', flags.repeat),
    copies: flags.copies,
    // `npm run` goes into this project's folder: the command is meant where it was typed.
    cwd: flags.cwd ?? (env.npm_lifecycle_event === undefined ? undefined : env.INIT_CWD),
    readyPath: flags.readyPath,
    drainMs: milliseconds('--drain', flags.drain),
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

export function probeNamed(text: string): ProbeId {
  const id = probeIdOf(text.trim());
  if (id) return id;
  throw new UsageError(`“${text}” is no probe`, 'the probes are P1 to P17, such as --only P1,P3');
}

/** Whom `--behind` names, or somebody with that much patience. @throws UsageError for nobody */
export function senderNamed(text: string): Sender {
  if (/^\d/.test(text)) return someSender(milliseconds('--behind', text) ?? 0, text);
  const found = senders.find(({ id }) => id === text.toLowerCase());
  if (found) return found;
  const ids = senders.map(({ id }) => id);
  const near = ids.filter((id) => id.includes(text.toLowerCase()) || isMistyped(id, text));
  const meant = near.length > 0 && text ? ` Did you mean ${near.join(' or ')}?` : '';
  throw new UsageError(
    `“${text}” is no sender that this doctor knows.${meant}`,
    `it knows ${ids.join(', ')}; or say how long yours keeps a silent connection: --behind 60s`,
  );
}

/** The letters of both but for two, in whatever order: `ngnix`, `cloudfare`. */
function isMistyped(id: string, text: string): boolean {
  const left = [...text.toLowerCase()];
  const missing = [...id].filter((letter) => {
    const at = left.indexOf(letter);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return missing.length + left.length <= 2 && id[0] === text[0]?.toLowerCase();
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
