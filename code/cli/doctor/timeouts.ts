import { safeJson } from '../../base/text/safe.ts';
import { measureTimeouts, type TimeoutOptions } from '../../doctor/timeouts/measure-timeouts.ts';
import { timeoutsText } from '../../doctor/timeouts/text.ts';
import type { Timeouts } from '../../doctor/timeouts/timeouts.ts';
import { showElapsed } from '../elapsed.ts';
import type { Io } from '../io.ts';

/**
 * `doctor --timeouts -- node server.js`: how long does a server wait for its clients, while nobody
 * stops it?
 * @returns 0: no fault; 1: a fault
 * @throws CannotExamine (exit 2); the signal's reason, once the server is gone
 */
export async function doctorTimeouts(
  options: TimeoutOptions,
  { json, width }: { json: boolean; width: number },
  io: Io,
): Promise<number> {
  const found = await measured(options, json, io);
  io.out(json ? `${safeJson(found)}\n` : timeoutsText(found, { color: io.color, width }));
  return found.findings.some(({ level }) => level === 'fault') ? 1 : 0;
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
