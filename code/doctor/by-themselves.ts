import { type ProbeId, probes, type SharedProbe } from './probes/all.ts';
import { runOnce } from './run/once.ts';
import type { Run } from './run/run.ts';
import type { Settings } from './settings.ts';
import { lone } from './solo.ts';
import { whyTooEarly } from './verdicts/judge.ts';
import { isNamed } from './verdicts/unseen.ts';

/**
 * Gives a run of its own to each probe that the first run was to show and did not: connections that
 * hide each other are met one after another.
 */
export async function runByThemselves(
  settings: Settings,
  wanted: readonly SharedProbe[],
  run: Run,
): Promise<Map<ProbeId, Run>> {
  const own = new Map<ProbeId, Run>();
  const missed = wanted.filter((probe) => !isExamined(probe, run) && isWorthARun(probe, settings));
  // Where nothing stops, only work that is cut all the same can be seen.
  const useless = goesOn(run) ? missed.filter(({ inProgress }) => !inProgress) : [];
  for (const { id } of useless) {
    run.notHeld.set(id, { why: 'it never stopped listening', kind: 'no use' });
  }
  const some = missed.filter((probe) => !useless.includes(probe));
  for (const [n, probe] of some.entries()) {
    settings.onProgress({ at: 'by itself', id: probe.id, nth: n + 1, of: some.length });
    own.set(probe.id, await runOnce(settings, { probes: [probe] }));
  }
  return own;
}

/** It serves on as if there had been no signal, or after it: nobody holds it. */
export function goesOn({ portFreeMs, ending, met }: Run): boolean {
  if (portFreeMs !== null || ending.how === 'exit') return false;
  const newcomers = met.get('P11');
  return newcomers?.kind !== 'arrivals' || newcomers.arrivals.at(-1)?.outcome === 'answered';
}

/** A probe has shown something, or there is nothing that it could show. */
function isExamined({ id }: SharedProbe, run: Run): boolean {
  const met = run.met.get(id);
  if (!met) return run.notHeld.get(id)?.kind !== 'missed';
  return whyTooEarly(id, met, run.ending.how === 'exit' ? run.ending.ms : null) === undefined;
}

const isWorthARun = ({ id, required }: SharedProbe, settings: Settings): boolean =>
  required === true || isNamed(settings, id);

/** A run of one probe was a run alone, too: how did it end? */
export const endingsOf = (own: ReadonlyMap<ProbeId, Run>) =>
  [...own].flatMap(([id, run]) =>
    run.met.has(id) && probes.some((probe) => probe.id === id && probe.canHold)
      ? [lone(id, run)]
      : [],
  );
