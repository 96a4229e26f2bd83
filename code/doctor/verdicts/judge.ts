import type { Finding, Met } from '../examination.ts';
import { type ProbeId, probeOf } from '../probes/all.ts';
import type { Context } from './connections.ts';
import { find } from './rules.ts';
import { duration } from './words.ts';

/** What a probe met, as findings; `skipped` where it was over too early to show anything. */
export function judge(id: ProbeId, met: Met, context: Context): Finding[] {
  const tooEarly = whyTooEarly(id, met);
  if (tooEarly) return [find('fine', tooEarly, 'skipped')];
  return probeOf(id).judge(met, context);
}

/** A connection that was over when the signal came has nothing to say about the stop. */
export function whyTooEarly(id: ProbeId, met: Met): string | undefined {
  if (met.kind !== 'connection') return undefined;
  const { endMs, exchanges } = met.connection;
  if (endMs !== null && endMs < 0) {
    return `the server ended it ${duration(-endMs)} before the signal`;
  }
  const [first] = exchanges;
  const wholeMs = first?.answer?.wholeMs ?? null;
  if (wholeMs === null || wholeMs >= 0) return undefined;
  if (first?.sentMs === null) return 'it was answered before its request was complete';
  return probeOf(id).inProgress
    ? 'its answer was whole before the signal: give a slower path'
    : undefined;
}
