import { UsageError } from '../../base/errors.ts';
import { safeJson } from '../../base/text/safe.ts';
import {
  measureReload,
  type ReloadOptions,
  refuseStop,
} from '../../doctor/reload/measure-reload.ts';
import type { Reload } from '../../doctor/reload/reload.ts';
import { reloadText } from '../../doctor/reload/text.ts';
import { showElapsed } from '../elapsed.ts';
import type { Io } from '../io.ts';
import type { DoctorFlags } from './command.ts';

/** Flags that ask for another examination, or for what a reload does not have. */
const others = [
  ...(['signal', 'timeouts', 'behind', 'baseline', 'only', 'twice', 'drain', 'readyPath'] as const),
  ...(['h2', 'solo', 'copies', 'repeat'] as const),
];

/** @throws UsageError for flags that a reload has no use for */
export function checkReload(flags: DoctorFlags): void {
  if (flags.reload === undefined) {
    if (flags.generation === undefined) return;
    throw new UsageError('--generation is of a reload', 'add --reload HUP');
  }
  const other = others.find((name) => flags[name] !== undefined);
  if (other === undefined) return;
  const flag = other === 'readyPath' ? 'ready-path' : other;
  throw new UsageError(
    `--reload and --${flag} are two examinations`,
    `leave out one of them: --reload HUP, or --${flag}`,
  );
}

/**
 * `doctor --reload HUP -- node server.js`: what does a reload do to clients?
 * @returns 0: nothing was lost; 1: a fault; 2: nobody can tell
 * @throws CannotExamine (exit 2); the signal's reason, once the server is gone
 */
export async function doctorReload(
  options: ReloadOptions,
  { json, width }: { json: boolean; width: number },
  io: Io,
): Promise<number> {
  refuseStop(options.reload);
  const { findings, ...rest } = await measured(options, json, io);
  const found = { ...rest, findings };
  io.out(json ? `${safeJson(found)}\n` : reloadText(found, { color: io.color, width }));
  if (findings.some(({ level }) => level === 'fault')) return 1;
  return findings.some(({ level }) => level === 'unseen') ? 2 : 0;
}

async function measured(options: ReloadOptions, json: boolean, io: Io): Promise<Reload> {
  if (json) return await measureReload(options);
  let what = 'the first answer';
  const onReload = (capMs: number) => {
    what = `what the reload does, at most ${Math.round(capMs / 1_000) + 1} s`;
  };
  using _elapsed = showElapsed(() => what, io);
  return await measureReload({ ...options, onReload });
}
