import type { Connection, Finding } from '../examination.ts';
import type { Context } from '../verdicts/connections.ts';
import type { RuleName } from '../verdicts/rules.ts';
import type { Probe } from './probe.ts';

/** The judge of a probe that is one connection. */
export const ofConnection =
  (judge: (connection: Connection, context: Context) => Finding[]): Probe['judge'] =>
  (met, context) =>
    met.kind === 'connection' ? judge(met.connection, context) : [];

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
  'end unknown',
];

/** What an answer may meet whose head is out. */
export const foundOnceBegun: readonly RuleName[] = [
  ...foundUnusual,
  'cut at the limit',
  'close not kept',
  'stays open after its stream',
  'end unknown',
];
