import { UsageError } from '../../base/errors.ts';
import { safe, safeJson } from '../../base/text/safe.ts';
import { wrapLines } from '../../base/text/wrap.ts';
import type { Examination } from '../../doctor/examination.ts';
import { examine } from '../../doctor/examine.ts';
import { reloadExplained } from '../../doctor/reload/text.ts';
import { changesSince, readBaseline } from '../../doctor/report/baseline.ts';
import { explain } from '../../doctor/report/explain.ts';
import { progressWords } from '../../doctor/report/progress-words.ts';
import { reportText } from '../../doctor/report/text.ts';
import { behindExplained } from '../../doctor/timeouts/text.ts';
import { isGood } from '../../doctor/verdicts/diagnose.ts';
import { changedIo, type Io } from '../io.ts';
import type { DoctorFlags } from './command.ts';
import { writeForms } from './forms.ts';
import { checkReload, doctorReload } from './reload.ts';
import { optionsOf, probeNamed } from './settings.ts';
import { doctorTimeouts } from './timeouts.ts';

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
    io.out(explained(flags.explain, width));
    return 0;
  }
  if (command.length === 1 && command[0] === 'init') {
    return await (await import('./init.ts')).doctorInit(flags, io);
  }
  checkReload(flags);
  if (flags.reload !== undefined) {
    const { reload, generation } = flags;
    const options = { ...optionsOf(command, flags, io.env), abort: io.signal, reload, generation };
    return await doctorReload(options, { json: flags.json === true, width }, io);
  }
  if (flags.timeouts || flags.behind !== undefined) {
    if (flags.baseline !== undefined) {
      throw new UsageError(
        '--baseline is of a stop, and nothing is stopped here',
        'leave it out, or --timeouts and --behind',
      );
    }
    const options = { ...optionsOf(command, flags, io.env), abort: io.signal };
    return await doctorTimeouts(options, flags, width, io);
  }
  const before = flags.baseline === undefined ? undefined : await readBaseline(flags.baseline);
  const status = statusLine(io, flags.json === true);
  let found: Examination;
  try {
    found = await examine({
      ...optionsOf(command, flags, io.env),
      abort: io.signal,
      onProgress: (progress) => status.show(progressWords(progress)),
    });
  } finally {
    status.clear();
  }
  io.out(flags.json ? `${safeJson(found)}\n` : reportText(found, { color: io.color, width }));
  await writeForms(found, flags, io);
  if (!before) return statusOf(found.diagnoses);
  return compare(before, found, flags.json ? changedIo(io, { out: io.err }) : io, width);
}

function explained(what: string, width: number): string {
  if (what === 'reload') return reloadExplained(width);
  if (what === 'behind') return behindExplained(width);
  return explain(probeNamed(what), width);
}

/** @returns 0: no fault; 1: a fault; 2: none, and something that was asked for was not seen */
function statusOf(diagnoses: Examination['diagnoses']): number {
  if (isGood(diagnoses)) return 0;
  return diagnoses[0] === 'cannot tell' ? 2 : 1;
}

/** On a terminal one line that is written anew; in a pipe a line a step; with --json nothing. */
function statusLine({ out, isTTY, columns, env }: Io, silent: boolean) {
  if (silent) return { show: () => {}, clear: () => {} };
  if (!isTTY || env.TERM === 'dumb') {
    return { show: (text: string) => out(`${text}\n`), clear: () => {} };
  }
  const short = (text: string) => wrapLines(text, columns - 1)[0] ?? '';
  return {
    show: (text: string) => out(`\r\x1b[K${short(text)}`),
    clear: () => out('\r\x1b[K'),
  };
}

function compare(before: Examination, now: Examination, { out }: Io, width: number): number {
  const { worse, better } = changesSince(before, now);
  const line = (word: string) => (change: (typeof worse)[number]) =>
    wrapLines(`${word}: ${safe(change.what)}, ${change.before} before, ${change.now} now`, width);
  const lines = [...worse.flatMap(line('worse')), ...better.flatMap(line('better'))];
  out(
    `Against the baseline: ${lines.length ? '' : 'no change'}\n${lines.map((each) => `  ${each}\n`).join('')}`,
  );
  return worse.length > 0 ? 1 : 0;
}
