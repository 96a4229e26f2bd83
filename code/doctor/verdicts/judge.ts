import type { Finding, Met } from '../examination.ts';
import { type ProbeId, probeOf } from '../probes/all.ts';
import type { Context } from './connections.ts';
import { find } from './rules.ts';
import { judgeUnusual } from './usual.ts';
import { duration, heardWithin } from './words.ts';

/** What a probe met, as findings; `skipped` where it was over too early to show anything. */
export function judge(id: ProbeId, met: Met, context: Context): Finding[] {
  const unusual = judgeUnusual(id, met, context);
  if (unusual) return unusual;
  const tooEarly = whyTooEarly(id, met);
  if (tooEarly) return [find('fine', tooEarly, 'skipped')];
  return probeOf(id).judge(met, context);
}

/**
 * A connection that was over when the signal came has nothing to say about the stop.
 * @param goneMs when the process had ended: what is read later was sent before
 */
export function whyTooEarly(
  id: ProbeId,
  met: Met,
  goneMs: number | null = null,
): string | undefined {
  if (met.kind === 'http2') {
    const { whole, endMs } = met.busy?.stream ?? {};
    return whole && (endMs ?? 0) < 0
      ? 'its stream was whole before the signal: give a slower path'
      : undefined;
  }
  if (met.kind !== 'connection') return undefined;
  const { endMs, exchanges } = met.connection;
  if (endMs !== null && endMs < 0) {
    return `the server ended it ${duration(-endMs)} before the signal`;
  }
  const [first] = exchanges;
  const answer = first?.answer;
  if (first && answer?.wholeMs != null && answer.wholeMs < 0) {
    if (first.sentMs === null) return 'it was answered before its request was complete';
    return probeOf(id).inProgress
      ? 'its answer was whole before the signal: give a slower path'
      : undefined;
  }
  const { needs } = probeOf(id);
  if (answer?.wholeMs == null || (needs !== 'slow' && needs !== 'stream')) return undefined;
  const endedMs = Math.min(answer.wholeMs, goneMs ?? answer.wholeMs);
  return endedMs < heardWithin && !answer.close && answer.status < 500
    ? `its answer was whole ${duration(endedMs)} after the signal, too soon to tell: give a slower path`
    : undefined;
}
