import type { Met } from './examination.ts';
import { slowAnswer } from './probes/slow-answer.ts';
import { runOnce } from './run/once.ts';
import type { Settings } from './settings.ts';

/** The second signal follows the first so soon, in ms: while the slow answer is still to come. */
const secondSignalMs = 300;

/** P15: a run of its own, with one slow answer in progress and the signal sent twice. */
export async function runSecondSignal(settings: Settings): Promise<Met | string> {
  if (!settings.command) return 'a process that is attached to cannot be stopped twice';
  if (settings.paths.slow === undefined) return 'no --slow';
  settings.onProgress({ at: 'again', what: 'second signal', nth: 1, of: 1 });
  const run = await runOnce(settings, { probes: [slowAnswer], secondSignalMs });
  const met = run.met.get('P3');
  if (met?.kind !== 'connection') return run.notHeld.get('P3') ?? 'its slow answer was not held';
  return { kind: 'second signal', connection: met.connection, ending: run.ending };
}
