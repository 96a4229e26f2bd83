import { called } from '../../../base/called.ts';
import { safe } from '../../../base/text/safe.ts';
import type { Examination, Finding, Level, Patch } from '../../examination.ts';
import type { Timeouts } from '../../timeouts/timeouts.ts';
import { ruleOf } from '../../verdicts/rules.ts';
import { duration, sourceWords } from '../../verdicts/words.ts';
import { timeoutChecks } from './timeout-checks.ts';

/** One thing that was examined, as a tool lists it that counts tests. */
export interface Check {
  /** Stays the same from version to version: `P1`, `alone-P1`, `stop`, `unseen-P4`. */
  id: string;
  title: string;
  /** `unseen`: it was asked for, or a verdict needs it, and it could not be examined. */
  outcome: Level | 'unseen';
  /** One line with the figures of this run. */
  reason: string;
  /** What is wrong, the worst first. */
  faults: Fault[];
}

export interface Fault {
  rule: string;
  level: 'note' | 'warning' | 'fault';
  reason: string;
  why: string;
  cure: string;
  /** Where to begin with it. */
  patch: Patch | null;
  /** `RFC 9112 section 9.6; lesson 8`; '' without one. */
  source: string;
}

/** What can be told in a form: how a server stops, or how long it waits. */
export type Found = Examination | Timeouts;

/**
 * What was found as a list of checks, from which JUnit, SARIF, TAP and Markdown are written. Bytes of
 * the server are made safe here, once for all of them.
 */
export const checksOf = (found: Found): Check[] =>
  isStop(found) ? stopChecks(found) : timeoutChecks(found);

export const isStop = (found: Found): found is Examination => 'probes' in found;

function stopChecks({ probes, solo, findings, unseen }: Examination): Check[] {
  const unseenIds = new Set(unseen.map(({ id }) => id));
  return [
    ...probes
      .filter(({ id }) => !unseenIds.has(id))
      .map((probe) => ({
        id: probe.id,
        title: probe.title,
        outcome: probe.level,
        reason: oneLine(probe.reason),
        faults: faultsOf(probe.findings),
      })),
    ...solo.map((each) => aloneCheck(each, findings)),
    {
      id: 'stop',
      title: 'the stop: port, process and signal',
      outcome: worstOf(findings),
      reason: findings.map(({ reason }) => oneLine(reason)).join('; '),
      faults: faultsOf(findings),
    },
    ...unseen.map(({ id, why, remedy }, index) => ({
      id: `unseen-${id ?? index + 1}`,
      title: `${id ?? 'the stop'} was not seen`,
      outcome: 'unseen' as const,
      reason: oneLine(`${why}; ${remedy}`),
      faults: [],
    })),
  ];
}

function aloneCheck(
  { id, ending, leftBehind }: Examination['solo'][number],
  ofTheStop: readonly Finding[],
): Check {
  const good = ending.how === 'exit' && leftBehind === 0;
  const after = ending.ms === null ? '' : ` after ${duration(ending.ms)}`;
  const holds =
    leftBehind > 0 ? `ended${after}, and left ${leftBehind} behind` : 'holds the process';
  return {
    id: `alone-${id}`,
    title: `${id} alone`,
    outcome: good ? 'pass' : 'fault',
    reason: good ? `ended${after}` : holds,
    faults: good
      ? []
      : [
          {
            rule: 'held alone',
            level: 'fault',
            reason: `one lone connection of this kind: ${holds}`,
            why: 'A single connection of this kind is enough to keep the process.',
            cure: `what it is and how it is ended: ${called('doctor', `--explain ${id}`)}`,
            patch: ofTheStop.find(({ rule }) => rule.startsWith('held'))?.patch ?? null,
            source: '',
          },
        ],
  };
}

const isFault = (finding: Finding): finding is Finding & { level: Fault['level'] } =>
  finding.level === 'fault' || finding.level === 'warning' || finding.level === 'note';

const order: readonly Level[] = ['fault', 'warning', 'note', 'pass', 'skipped'];

const worstOf = (findings: readonly Finding[]): Level =>
  order.find((level) => findings.some((each) => each.level === level)) ?? 'pass';

function faultsOf(findings: readonly Finding[]): Fault[] {
  return findings
    .filter(isFault)
    .sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level))
    .map(({ reason, rfc, lesson, ...finding }) => ({
      ...finding,
      why: ruleOf(finding.rule)?.why ?? '',
      reason: oneLine(reason),
      source: sourceWords({ rfc, lesson }),
    }));
}

/** Foreign bytes on one line, without what a terminal or XML would stumble over. */
export const oneLine = (text: string): string => safe(text).replace(/\s+/g, ' ').trim();
