import type { Examination } from './examination.ts';
import { type ProbeId, probeIds, probes } from './probes/all.ts';
import { runOnce } from './run/once.ts';
import type { Run } from './run/run.ts';
import type { Settings } from './settings.ts';
import { openAtTheEnd } from './verdicts/process.ts';

/** How the process ended beside one connection alone. */
export const lone = (
  id: ProbeId,
  { ending, leftBehind, met }: Run,
): Examination['solo'][number] => ({
  ...{ id, ending, open: openAtTheEnd(met).includes(id), leftBehind: leftBehind.length },
});

/**
 * Starts the server once more for each kind, with one connection of that kind and nothing else: does
 * the process end? One after another, since servers beside each other may get in each other's way;
 * with `copies` all at once, since each that is held takes until the cap.
 */
export async function runSolos(
  settings: Settings,
  ids: readonly ProbeId[],
): Promise<Examination['solo']> {
  const waiting = probes.filter(({ id, canHold }) => canHold && ids.includes(id));
  const of = waiting.length;
  const solos: Examination['solo'] = [];
  const next = async (): Promise<void> => {
    for (let probe = waiting.shift(); probe; probe = waiting.shift()) {
      const { id } = probe;
      settings.onProgress({ at: 'alone', id, nth: of - waiting.length, of });
      const run = await runOnce(settings, { probes: [probe], alone: true });
      if (!run.notHeld.has(id)) solos.push(lone(id, run));
    }
  };
  // A server with a port of its own cannot have a copy.
  const lanes = settings.copies && settings.port === undefined ? waiting.length : 1;
  const outcomes = await Promise.allSettled(Array.from({ length: lanes }, next));
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return solos.sort((a, b) => probeIds.indexOf(a.id) - probeIds.indexOf(b.id));
}
