import { safeJson } from '../../base/text/safe.ts';
import { measureTimeouts, type TimeoutOptions } from '../../doctor/timeouts/measure-timeouts.ts';
import { timeoutsText } from '../../doctor/timeouts/text.ts';
import type { TimeoutFinding, Timeouts } from '../../doctor/timeouts/timeouts.ts';
import { showElapsed } from '../elapsed.ts';
import type { Io } from '../io.ts';
import type { DoctorFlags } from './command.ts';
import { writeForms } from './forms.ts';
import { senderNamed } from './settings.ts';

/**
 * `doctor --timeouts -- node server.js`: how long does a server wait for its clients, while nobody
 * stops it? With `--behind nginx`: longer than whoever sends to it? That alone needs an idle
 * connection alone.
 * @returns 0: no fault; 1: a fault; 2: nobody can tell
 * @throws UsageError, CannotExamine (both exit 2); the signal's reason, once the server is gone
 */
export async function doctorTimeouts(
  options: TimeoutOptions,
  flags: DoctorFlags,
  width: number,
  io: Io,
): Promise<number> {
  const json = flags.json === true;
  const behind = flags.behind === undefined ? undefined : senderNamed(flags.behind);
  const idleAlone = flags.timeouts !== true;
  const found = await measured({ ...options, behind, idleAlone }, json, io);
  io.out(json ? `${safeJson(found)}\n` : timeoutsText(found, { color: io.color, width }));
  await writeForms(found, flags, io);
  const has = (word: TimeoutFinding['level']) => found.findings.some(({ level }) => level === word);
  if (has('fault')) return 1;
  return has('unseen') ? 2 : 0;
}

async function measured(options: TimeoutOptions, json: boolean, io: Io): Promise<Timeouts> {
  let what = 'the first answer';
  const onWaiting = (capMs: number) => {
    what = `the server to lose patience, at most ${Math.round(capMs / 1_000)} s`;
  };
  if (json) return await measureTimeouts(options);
  using _elapsed = showElapsed(() => what, io);
  return await measureTimeouts({ ...options, onWaiting });
}
