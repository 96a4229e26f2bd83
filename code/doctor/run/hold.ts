import type { ProbeId, SharedProbe } from '../probes/all.ts';
import { type Held, NotHeld, patience, type Stage } from '../probes/probe.ts';
import { openConnection } from '../wire/connection.ts';
import { get } from '../wire/request.ts';

/** Why a probe could not bring its connection into its state. */
export interface WhyNot {
  why: string;
  /**
   * `moot`: there can be no such connection. `no use`: it would show nothing of this server. `missed`:
   * this time; another run may have it.
   */
  kind: 'moot' | 'no use' | 'missed';
}

export interface HeldProbes {
  held: Map<ProbeId, Held>;
  notHeld: Map<ProbeId, WhyNot>;
  /** Somebody who came after them was served, so the server has taken notice of them all. */
  servedOthers: boolean;
}

/** After the last connection the server gets so much rest, in ms, to have taken notice of them all. */
const rest = 150;

/** Brings a connection of each kind into its state; those whose time runs come last. */
export async function hold(probes: readonly SharedProbe[], stage: Stage): Promise<HeldProbes> {
  const all: HeldProbes = { held: new Map(), notHeld: new Map(), servedOthers: true };
  await openAll(probes.filter((probe) => !isTimed(probe)));
  await openAll(probes.filter(isTimed));
  // One alone was first in the queue; and a server with one worker serves nobody after it.
  if (probes.length > 1) all.servedOthers = await isServed(stage, patience);
  await new Promise((resolve) => setTimeout(resolve, probes.length > 1 ? rest : 2 * rest));
  return all;

  async function openAll(some: readonly SharedProbe[]): Promise<void> {
    await Promise.all(
      some.map(async (probe) => {
        try {
          all.held.set(probe.id, await probe.open(stage));
        } catch (error) {
          if (!(error instanceof NotHeld)) throw error;
          all.notHeld.set(probe.id, {
            why: error.message,
            kind: error.moot ? 'moot' : 'missed',
          });
        }
      }),
    );
  }
}

const isTimed = ({ needs }: SharedProbe): boolean => needs === 'slow' || needs === 'stream';

/** So long a newcomer is to wait for its answer beside one silent connection, in ms. */
const besideOneSilent = 1_500;

/**
 * Does it serve one connection at a time? Then nobody is answered while one is open that says nothing.
 */
export async function servesOneAtATime(stage: Stage): Promise<boolean> {
  const silent = await openConnection(stage).catch(() => undefined);
  if (!silent) return false;
  const beside = await isServed(stage, besideOneSilent);
  silent.leave();
  // A server that is slow by itself has blocked nobody.
  return !beside && (await isServed(stage, besideOneSilent));
}

/** A refusal is no waiting: whoever refuses has ended, or listens no more. */
async function isServed(stage: Stage, ms: number): Promise<boolean> {
  const connection = await openConnection(stage).catch(
    (error: NodeJS.ErrnoException) => error.code,
  );
  if (typeof connection !== 'object') return connection !== 'ETIMEDOUT';
  connection.ask(get(stage, stage.paths.fast));
  await connection.until(() => connection.answers.length > 0 || !connection.isOpen, ms);
  connection.leave();
  return connection.answers.length > 0 || connection.ended !== undefined;
}
