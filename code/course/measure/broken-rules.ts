import { type Rule, rules } from '../../doctor/verdicts/rules.ts';
import type { MeasuredServer } from './servers.ts';

export interface BrokenRule extends Rule {
  name: string;
  /** How many of the servers broke it. */
  by: number;
}

/** The rules that measured servers broke, faults before warnings; those that most of them broke first. */
export function brokenRules(servers: readonly MeasuredServer[]): BrokenRule[] {
  return Object.entries(rules)
    .map(([name, rule]) => ({
      name,
      ...rule,
      by: servers.filter((server) => rulesOf(server).includes(name)).length,
    }))
    .filter(({ by, level }) => by > 0 && (level === 'fault' || level === 'warning'))
    .sort((a, b) => a.level.localeCompare(b.level) || b.by - a.by);
}

const rulesOf = ({ probes, findings }: MeasuredServer) => [
  ...probes.flatMap((probe) => probe.rules),
  ...findings.map(({ rule }) => rule),
];
