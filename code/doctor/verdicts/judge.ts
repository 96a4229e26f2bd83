import type { Connection, Finding, Met, ProbeId } from '../examination.ts';
import { judgeAsksAgain } from './asks-again.ts';
import {
  type Context,
  judgeAtRest,
  judgeBegun,
  judgeHalfBody,
  judgeHalfHead,
  judgeInProgress,
  judgePipelined,
} from './connections.ts';
import { judgeArrivals, judgeRace, judgeSecondSignal } from './crowds.ts';
import { judgeHttp2, judgeSse, judgeWebSocket } from './long-lived.ts';
import { find } from './rules.ts';
import { duration } from './words.ts';

/** What a probe met, as findings: pass, note, warning or fault; `skipped` where it shows nothing. */
export function judge(id: ProbeId, met: Met, context: Context): Finding[] {
  if (met.kind === 'arrivals') return judgeArrivals(met.arrivals);
  if (met.kind === 'race') return judgeRace(met.runs);
  if (met.kind === 'http2') return judgeHttp2(met, context);
  if (met.kind === 'second signal') return judgeSecondSignal(met.connection, met.ending);
  const tooEarly = whyTooEarly(id, met.connection);
  if (tooEarly) return [find('fine', tooEarly, 'skipped')];
  return judges[id]?.(met.connection, context) ?? [];
}

const judges: Partial<Record<ProbeId, (met: Connection, context: Context) => Finding[]>> = {
  P1: judgeAtRest,
  P2: judgeAtRest,
  P3: judgeInProgress,
  P4: judgeBegun,
  P5: judgeHalfHead,
  P6: judgeHalfBody,
  P7: judgePipelined,
  P8: judgeWebSocket,
  P9: judgeSse,
  P13: judgeAsksAgain,
  P14: judgeBegun,
};

/** A connection that was over when the signal came has nothing to say about the stop. */
function whyTooEarly(id: ProbeId, { endMs, exchanges }: Connection): string | undefined {
  if (endMs !== null && endMs < 0) {
    return `the server ended it ${duration(-endMs)} before the signal`;
  }
  const wholeMs = exchanges[0]?.answer?.wholeMs ?? null;
  if (id === 'P5' && wholeMs !== null && wholeMs < 0) {
    return 'it was answered before its request was complete';
  }
  if (inProgress.includes(id) && wholeMs !== null && wholeMs < 0) {
    return 'its answer was whole before the signal: give a slower path';
  }
  return undefined;
}

const inProgress: readonly ProbeId[] = ['P3', 'P4', 'P6', 'P7', 'P13', 'P14'];
