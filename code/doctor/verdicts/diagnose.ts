import {
  type Diagnosis,
  diagnoses,
  type Finding,
  type Level,
  levels,
  type Unseen,
} from '../examination.ts';
import { ruleOf } from './rules.ts';

/** The gravest first. */
const order: readonly Diagnosis[] = [
  'executed unanswered',
  ...diagnoses.filter((each) => each !== 'executed unanswered'),
];

/**
 * What the findings make of a stop, taken together: the faults, and whether something is unseen.
 * `graceful` takes all that it needs, each seen and without a fault, and an end that is no crash's.
 * @param complete whether all was asked for that `graceful` needs
 */
export function diagnose(
  findings: readonly Finding[],
  { unseen, complete }: { unseen: readonly Unseen[]; complete: boolean },
): Diagnosis[] {
  const faults = findings.filter(({ level }) => level === 'fault');
  const named = faults.map(({ rule }) => ruleOf(rule)?.diagnosis);
  const found = order.filter((each) => named.includes(each));
  if (unseen.length > 0) return [...found, 'cannot tell'];
  if (found.length > 0) return found;
  const isCrash = findings.some(({ rule }) => rule === 'exit status');
  return [complete && !isCrash ? 'graceful' : 'no fault'];
}

/** Exit 0: as it should be, as far as was asked. */
export const isGood = ([first]: readonly Diagnosis[]): boolean =>
  first === 'graceful' || first === 'no fault';

/** The worst of some levels; `skipped` where there is none. */
export function worst(some: readonly Level[]): Level {
  return some.reduce<Level>((a, b) => (levels.indexOf(b) > levels.indexOf(a) ? b : a), 'skipped');
}
