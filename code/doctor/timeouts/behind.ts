import type { Sender } from './senders.ts';
import type { Behind, Wait } from './timeouts.ts';

/**
 * Whoever has less than this to spare, in ms, is caught by the time that a request travels, or that a
 * server takes for one turn of its loop.
 */
export const margin = 500;

/** What the server is told to have to spare, in ms: a slow turn, and a second that Node adds or not. */
const toSpare = 5_000;

/**
 * How long a sender keeps a silent connection to a server that made this promise, in ms.
 * @param saidMs the server's `Keep-Alive: timeout`
 * @returns 0: it keeps none; null: no limit of its own
 */
export function patienceOf({ patienceMs, hint }: Sender, saidMs: number | null): number | null {
  if (!hint || saidMs === null) return patienceMs;
  // Whoever takes a hint as it is takes 0 for none: Java does.
  if (saidMs === 0 && hint.soonerMs === 0) return patienceMs;
  const left = Math.max(0, saidMs - hint.soonerMs);
  if (hint.mostMs === null) return left === 0 ? 0 : patienceMs;
  return Math.min(left, hint.mostMs);
}

/**
 * A sender's patience against a server's: who hangs up first, and for how long a connection of this
 * sender may hold a stop. Both follow from the same two numbers.
 * @param idle what was seen of an idle connection
 * @param capMs how long that was waited for
 */
export function meet(sender: Sender, { saidMs, doneMs, saidClose }: Wait, capMs: number): Behind {
  const hangsUpMs = saidClose ? 0 : patienceOf(sender, saidMs);
  const { id, name, repeats, source } = sender;
  const said = { sender: id, name, patienceMs: sender.patienceMs, hangsUpMs, repeats, source };
  const closesMs = hangsUpMs ? hangsUpMs + (sender.sweepMs ?? 0) : hangsUpMs;
  const both = [closesMs, doneMs].filter((ms) => ms !== null);
  const holdsMs = both.length > 0 ? Math.min(...both) : null;
  const shouldWaitMs = hangsUpMs === null ? null : hangsUpMs + toSpare;
  const facts = { ...said, holdsMs, shouldWaitMs };
  if (hangsUpMs === 0) return { ...facts, race: 'none', spareMs: null };
  const spareMs = hangsUpMs === null ? null : (doneMs ?? capMs) - hangsUpMs;
  if (spareMs !== null && spareMs >= margin + (sender.lateMs ?? 0))
    return { ...facts, race: 'none', spareMs };
  if (doneMs === null) return { ...facts, race: 'unseen', spareMs: null };
  return { ...facts, race: 'exists', spareMs };
}

/** How long a server has to be watched, to say who hangs up first, in ms: longer than the sender waits. */
export const longEnoughFor = ({ patienceMs }: Sender): number => (patienceMs ?? 0) + 2 * toSpare;
