import type { Connection, Exchange, Program } from '../examination.ts';

/** How long “at once” may take, in ms: what says close, or has said all, is to end within it. */
export const atOnce = 1_000;

/**
 * A server may take so long to act on the signal, on a busy machine, in ms: work that ended sooner, and
 * whose answer told nobody to go, may have ended before the stop began.
 */
export const heardWithin = 500;

/** A time in words: `2 ms`, `1.25 s`. */
export function duration(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  return whole < 1_000 ? `${whole} ms` : `${(whole / 1_000).toFixed(2).replace(/\.?0+$/, '')} s`;
}

export function endWords({ end, endMs }: Connection): string {
  return endMs === null ? 'still open' : `${end} after ${duration(endMs)}`;
}

/** How long a connection stayed after its last whole answer, in ms. */
export function stayed({ endMs }: Connection, { answer }: Exchange): number {
  if (endMs === null) return Number.POSITIVE_INFINITY;
  return endMs - (answer?.wholeMs ?? endMs);
}

/** The last lesson that is written: nobody is sent to one that is not there. A test holds it to the list. */
export const lastLesson = 14;

/** What a rule or a finding rests on: `RFC 9112 section 8, lesson 8`; empty where it is nothing. */
export function sourceWords({
  rfc,
  lesson,
}: {
  rfc: string | null;
  lesson: number | null;
}): string {
  const known = lesson !== null && lesson <= lastLesson;
  return [rfc, known && `lesson ${lesson}`].filter(Boolean).join(', ');
}

export const isLate = ({ sentMs }: Exchange): boolean => sentMs !== null && sentMs > 0;

/** A process, as a finding tells it. */
export const named = ({ program, pid }: Program): string => `${program} (pid ${pid})`;
