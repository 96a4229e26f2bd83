import type { Met } from './examination.ts';
import { race } from './probes/race.ts';
import { runOnce } from './run/once.ts';
import type { Run } from './run/run.ts';
import type { Settings } from './settings.ts';

/** The window is 5 ms wide; it is laid so that the end seen before falls into its middle. */
const beforeTheEnd = 2;

/**
 * Runs P12 again, and again: one run says little. The later ones are centred on the moment at which
 * the first saw the server end an idle connection.
 */
export async function raceAgain(settings: Settings, first: Run): Promise<Met | undefined> {
  const met = first.met.get('P12');
  if (met?.kind !== 'race' || !settings.command) return met;
  const idle = first.met.get('P1');
  const endMs = idle?.kind === 'connection' ? idle.connection.endMs : null;
  const raceFromMs = Math.max(0, Math.round((endMs ?? 0) - beforeTheEnd));
  const runs = [...met.runs];
  for (let nth = 2; nth <= settings.repeat; nth++) {
    settings.onProgress({ at: 'again', what: 'race', nth, of: settings.repeat });
    const { met: again } = await runOnce(settings, { probes: [race], raceFromMs });
    const more = again.get('P12');
    if (more?.kind === 'race') runs.push(...more.runs);
  }
  return { ...met, runs, fromMs: settings.repeat > 1 ? raceFromMs : met.fromMs };
}
