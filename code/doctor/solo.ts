import type { Examination, ProbeId } from './examination.ts';
import { probeIds, probes } from './probes/all.ts';
import { runOnce } from './run/once.ts';
import type { Settings } from './settings.ts';

/**
 * Starts the server once more for each kind, with one connection of that kind and nothing else: does
 * the process end? Two at a time, since each that is held takes until the cap.
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
      const { ending, notHeld } = await runOnce(settings, { probes: [probe], alone: true });
      if (!notHeld.has(id)) solos.push({ id, ending });
    }
  };
  // A server with a port of its own runs once at a time.
  const lanes = settings.port === undefined ? [next(), next()] : [next()];
  const failed = (await Promise.allSettled(lanes)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return solos.sort((a, b) => probeIds.indexOf(a.id) - probeIds.indexOf(b.id));
}
