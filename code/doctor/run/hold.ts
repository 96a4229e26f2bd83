import type { ProbeId, SharedProbe } from '../probes/all.ts';
import { type Held, NotHeld, patience, type Stage } from '../probes/probe.ts';
import { openConnection } from '../wire/connection.ts';
import { get } from '../wire/request.ts';

export interface HeldProbes {
  held: Map<ProbeId, Held>;
  /** Why a probe could not bring its connection into its state. */
  notHeld: Map<ProbeId, string>;
}

/** After the last connection the server gets so much rest, in ms, to have taken notice of them all. */
const rest = 150;

/** Brings a connection of each kind into its state; those whose time runs come last. */
export async function hold(probes: readonly SharedProbe[], stage: Stage): Promise<HeldProbes> {
  const all: HeldProbes = { held: new Map(), notHeld: new Map() };
  await openAll(probes.filter((probe) => !isTimed(probe)));
  await openAll(probes.filter(isTimed));
  await isServedAfterThem(stage);
  await new Promise((resolve) => setTimeout(resolve, rest));
  return all;

  async function openAll(some: readonly SharedProbe[]): Promise<void> {
    await Promise.all(
      some.map(async (probe) => {
        try {
          all.held.set(probe.id, await probe.open(stage));
        } catch (error) {
          if (!(error instanceof NotHeld)) throw error;
          all.notHeld.set(probe.id, error.message);
        }
      }),
    );
  }
}

const isTimed = ({ needs }: SharedProbe): boolean => needs === 'slow' || needs === 'stream';

/** Whoever is served here came after them, so they have been accepted. */
async function isServedAfterThem(stage: Stage): Promise<void> {
  const last = await openConnection(stage).catch(() => undefined);
  if (!last) return;
  last.ask(get(stage, stage.paths.fast));
  await last.until(() => last.answers.length > 0 || !last.isOpen, patience);
  last.leave();
}
