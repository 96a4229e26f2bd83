import type { Examination, ProbeId } from './examination.ts';
import { probes } from './probes/all.ts';
import { runOnce } from './run/once.ts';
import type { Settings } from './settings.ts';

/** Kinds that may stay for ever when nobody does anything: each can be tried alone. */
const soloKinds: readonly ProbeId[] = ['P1', 'P2', 'P5', 'P6', 'P8', 'P9', 'P10', 'P14'];

/**
 * Starts the server once more for each kind, with one connection of that kind and nothing else: does
 * the process end? Two at a time, since each that is held takes until the cap.
 */
export async function runSolos(
  settings: Settings,
  ids: readonly ProbeId[],
): Promise<Examination['solo']> {
  const waiting = soloKinds.filter((id) => ids.includes(id));
  const of = waiting.length;
  const solos: Examination['solo'] = [];
  const next = async (): Promise<void> => {
    for (let id = waiting.shift(); id; id = waiting.shift()) {
      settings.onProgress({ at: 'alone', id, nth: of - waiting.length, of });
      const kind = probes.filter((probe) => probe.id === id);
      const { ending, notHeld } = await runOnce(settings, { probes: kind, alone: true });
      if (!notHeld.has(id)) solos.push({ id, ending });
    }
  };
  // A server with a port of its own runs once at a time.
  const lanes = settings.port === undefined ? [next(), next()] : [next()];
  const failed = (await Promise.allSettled(lanes)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return solos.sort((a, b) => soloKinds.indexOf(a.id) - soloKinds.indexOf(b.id));
}
