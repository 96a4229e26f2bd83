import type { Finding, Level } from '../examination.ts';
import type { Rule } from './rule.ts';
import { rulesOfConnections } from './rules-of-connections.ts';
import { rulesOfTheStop } from './rules-of-the-stop.ts';

export type { Rule } from './rule.ts';

/** Goes up with every change that may change a verdict: what was measured before is then out of date. */
export const rulesVersion = 6;

/** All of them, by name. */
export const rules = { ...rulesOfConnections, ...rulesOfTheStop };

export type RuleName = keyof typeof rules;

/** A finding of this run, with the level of its rule unless told another; its cure comes with the write-up. */
export function find(name: RuleName, reason: string, level?: Level): Finding {
  const { level: usual, rfc, lesson }: Rule = rules[name];
  return { rule: name, level: level ?? usual, reason, rfc, lesson, cure: '', patch: null };
}

export const ruleOf = (name: string): Rule | undefined =>
  Object.hasOwn(rules, name) ? rules[name as RuleName] : undefined;
