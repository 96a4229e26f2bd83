import { readCount } from './count.ts';
import type { Examination } from './examination.ts';
import type { ExamineOptions } from './options.ts';
import { probes } from './probes/all.ts';
import { secondSignal } from './probes/second-signal.ts';
import { raceAgain } from './race-again.ts';
import { runOnce } from './run/once.ts';
import { settle } from './settings.ts';
import { runSolos } from './solo.ts';
import { openAtTheEnd } from './verdicts/process.ts';
import { isWanted, writeUp } from './write-up.ts';

/**
 * Starts a server, holds a connection of each kind, sends the stop signal, puts a successor on the
 * port, and says what each connection met. Nothing that it started outlives it.
 * @throws CannotExamine with the remedy: not found, never ready, a port that is not the server's
 * @throws the reason of `abort`
 */
export async function examine(options: ExamineOptions): Promise<Examination> {
  const settings = settle(options);
  const wanted = probes.filter((probe) => isWanted(probe, settings));
  const { onProgress } = settings;
  if (settings.command) onProgress({ at: 'starting', command: settings.command });

  const run = await runOnce(settings, { probes: wanted, onProgress });
  if (!run.signalArrived) return writeUp(settings, { run, solo: [], second: null, count: null });

  const race = await raceAgain(settings, run);
  if (race) run.met.set('P12', race);
  const solo = settings.command ? await runSolos(settings, soloIds()) : [];
  const second = settings.twice ? await met() : null;
  const count = await readCount(settings, run);
  return writeUp(settings, { run, solo, second, count });

  async function met() {
    if (!settings.command) return 'a process that is attached to cannot be stopped twice';
    if (settings.paths.slow === undefined) return 'no --slow';
    onProgress({ at: 'again', what: 'second signal', nth: 1, of: 1 });
    return await secondSignal.meet((plan) => runOnce(settings, plan));
  }

  function soloIds() {
    if (settings.solo === 'never') return [];
    if (settings.solo === 'all') return [...run.met.keys()];
    return openAtTheEnd(run.met);
  }
}
