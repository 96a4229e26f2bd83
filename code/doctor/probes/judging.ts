import type { Connection, Finding } from '../examination.ts';
import { type Context, judgeReset } from '../verdicts/connections.ts';
import type { RuleName } from '../verdicts/rules.ts';
import type { Probe } from './probe.ts';

/** The judge of a probe that is one connection. */
export const ofConnection =
  (judge: (connection: Connection, context: Context) => Finding[]): Probe['judge'] =>
  (met, context) => {
    if (met.kind !== 'connection') return [];
    const findings = judge(met.connection, context);
    const isToldOf = findings.some(({ rule, level }) => level === 'fault' || rule === 'reset idle');
    return isToldOf ? findings : [...findings, ...judgeReset(met.connection)];
  };

/** What work in progress may meet that only its usual answer shows. */
export const foundUnusual: readonly RuleName[] = [
  'work cut',
  'answer cut short',
  'answer never came',
  'work refused',
  'is it the usual',
];

/** What an idle or a silent connection may meet. */
export const foundAtRest: readonly RuleName[] = [
  'still answers',
  'not told yet',
  'close not kept',
  'request lost',
  'request refused',
  'reset idle',
  'reset behind',
  'last answer',
  'sent away',
  'still open',
];

/** What a request may meet whose answer has not begun. */
export const foundInProgress: readonly RuleName[] = [
  ...foundUnusual,
  'cut at the limit',
  'stays open',
  'not told yet',
  'close not kept',
  'ends without close',
  'reset behind',
  'end unknown',
];

/** What an answer may meet whose head is out. */
export const foundOnceBegun: readonly RuleName[] = [
  ...foundUnusual,
  'cut at the limit',
  'close not kept',
  'stays open after its stream',
  'reset behind',
  'end unknown',
];
