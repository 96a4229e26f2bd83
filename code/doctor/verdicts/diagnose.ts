import { type Diagnosis, diagnoses, type Finding, type Level, levels } from '../examination.ts';
import { ruleOf } from './rules.ts';

/** The gravest first; `graceful` where there is no fault. */
const order: readonly Diagnosis[] = [
  'executed unanswered',
  ...diagnoses.filter((each) => each !== 'executed unanswered'),
];

/** What the faults make of a stop, taken together. */
export function diagnose(findings: readonly Finding[]): Diagnosis[] {
  const faults = findings.filter(({ level }) => level === 'fault');
  if (faults.length === 0) return ['graceful'];
  const named = faults.map(({ rule }) => ruleOf(rule)?.diagnosis);
  return order.filter((each) => named.includes(each));
}

/** The worst of some levels; `skipped` where there is none. */
export function worst(some: readonly Level[]): Level {
  return some.reduce<Level>((a, b) => (levels.indexOf(b) > levels.indexOf(a) ? b : a), 'skipped');
}
