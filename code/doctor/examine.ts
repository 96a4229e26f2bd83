import { endingsOf, goesOn, runByThemselves } from './by-themselves.ts';
import { readCount } from './count.ts';
import type { Examination, ProbeId } from './examination.ts';
import type { ExamineOptions } from './options.ts';
import { probes, type SharedProbe } from './probes/all.ts';
import { secondSignal } from './probes/second-signal.ts';
import { raceAgain } from './race-again.ts';
import { heartbeat } from './report/heartbeat.ts';
import type { WhyNot } from './run/hold.ts';
import { runOnce } from './run/once.ts';
import { fewest, type Run, TooCrowded } from './run/run.ts';
import { type Settings, settle } from './settings.ts';
import { runSolos } from './solo.ts';
import { readersEnvironment } from './target/environment.ts';
import { whatRuns } from './target/what-runs.ts';
import { unlikeTheUsual, usualAnswers } from './usual-answers.ts';
import { isGood } from './verdicts/diagnose.ts';
import { openAtTheEnd } from './verdicts/process.ts';
import { withCures } from './with-cures.ts';
import { isWanted, writeUp } from './write-up.ts';

/**
 * Starts a server, holds a connection of each kind, sends the stop signal, puts a successor on the
 * port, and says what each connection met. Nothing that it started outlives it.
 * @throws CannotExamine with the remedy: not found, never ready, a port that is not the server's
 * @throws the reason of `abort`
 */
export async function examine(options: ExamineOptions): Promise<Examination> {
  const asked = settle(options);
  using beat = heartbeat(asked.onProgress);
  const settings: Settings = { ...asked, onProgress: beat.tell };
  const wanted = probes.filter((probe) => isWanted(probe, settings));
  const { onProgress, command } = settings;
  if (command) onProgress({ at: 'starting', command });
  const runs = command ? await whatRunsBehind(settings, command) : null;

  const startedAt = performance.now();
  const run = await firstRun();
  const nothing = { second: null, count: null, runs, usual: new Map() };
  if (!run.signalArrived) {
    return withCures(writeUp(settings, { run, own: new Map(), solo: [], ...nothing }), run.cwd);
  }

  // Before any other run: each sends requests of its own, which the server counts, too.
  const count = await readCount(settings, run);
  const own = command ? await runByThemselves(settings, wanted, run) : new Map<ProbeId, Run>();
  const race = await raceAgain(settings, run);
  if (race) run.met.set('P12', race);
  const usual = await usualAnswers(settings, run, own);
  const alone = command ? await runSolos(settings, soloIds()) : [];
  const second = settings.twice ? await meetSecondSignal() : null;
  const all = { run, own, solo: [...alone, ...endingsOf(own)], second, count, runs };
  const found = writeUp(settings, { ...all, usual });
  // Whole is not yet right: before it is called good, an error inside is looked for.
  const unlike = isGood(found.diagnoses) ? await unlikeTheUsual(settings, run, own) : new Map();
  const known = new Map([...usual, ...unlike]);
  const last = unlike.size > 0 ? writeUp(settings, { ...all, usual: known }) : found;
  return withCures(last, run.cwd, settings);

  async function firstRun(): Promise<Run> {
    try {
      return await runOnce(settings, {
        ...{ probes: wanted, recognise: true },
        onProgress(progress) {
          onProgress(progress);
          if (progress.at !== 'ready') return;
          const ready = performance.now() - startedAt;
          onProgress({ at: 'bound', ms: boundOf(settings, wanted, ready) });
        },
      });
    } catch (error) {
      if (!(error instanceof TooCrowded)) throw error;
      // Whoever got through would say nothing of the others: from the start, with as few as can be.
      const few = await runOnce(settings, { probes: fewest(wanted), onProgress });
      const why: WhyNot = { why: error.message, kind: 'missed' };
      for (const { id } of wanted) if (!few.met.has(id)) few.notHeld.set(id, why);
      return { ...few, blocked: 'crowd' };
    }
  }

  function soloIds(): ProbeId[] {
    if (settings.solo === 'never' || (settings.solo !== 'all' && goesOn(run))) return [];
    const ids = settings.solo === 'all' ? [...run.met.keys()] : openAtTheEnd(run.met);
    return ids.filter((id) => !own.has(id));
  }

  async function meetSecondSignal() {
    if (!command) return 'a process that is attached to cannot be stopped twice';
    if (settings.paths.slow === undefined) return 'no --slow';
    onProgress({ at: 'again', what: 'second signal', nth: 1, of: 1 });
    return await secondSignal.meet((plan) => runOnce(settings, plan));
  }
}

async function whatRunsBehind({ cwd, env }: Settings, [file = '']: readonly string[]) {
  return await whatRuns(file, cwd ?? process.cwd(), { ...readersEnvironment(), ...env });
}

/** How long holding connections, and all that comes before a signal, may take, in ms. */
const holding = 10_000;

/** The longest that an examination may take, in ms: each run to its cap, and each kind alone. */
function boundOf(
  { command, solo, repeat, twice, copies, capMs, drainMs }: Settings,
  wanted: readonly SharedProbe[],
  ready: number,
): number {
  const oneRun = ready + holding + Math.max(capMs, drainMs ?? 0) + 2_000;
  const alone = solo === 'never' || !command ? 0 : wanted.filter(({ canHold }) => canHold).length;
  const more = command
    ? (copies ? Math.min(alone, 1) : alone) + (repeat - 1) + (twice ? 1 : 0) + 1
    : 0;
  return oneRun * (1 + more);
}
