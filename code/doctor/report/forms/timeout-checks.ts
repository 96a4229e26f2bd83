import type { TimeoutFinding, Timeouts } from '../../timeouts/timeouts.ts';
import { sourceWords } from '../../verdicts/words.ts';
import { type Check, type Fault, oneLine } from './checks.ts';

/** What `--timeouts` and `--behind` found, as checks: `idle`, `half-a-head`, `behind-it`. */
export function timeoutChecks({ findings }: Timeouts): Check[] {
  const whats = [...new Set(findings.map(({ what }) => what))];
  return whats.map((what) => {
    const its = findings.filter((finding) => finding.what === what);
    const worst = order.find((level) => its.some((each) => each.level === level)) ?? 'pass';
    return {
      id: what.replaceAll(' ', '-'),
      title: what,
      outcome: worst,
      reason: [...new Set(its.map(({ seen }) => oneLine(seen)))].join('; '),
      faults: its.flatMap(faultOf),
    };
  });
}

const order = ['fault', 'unseen', 'warning', 'note', 'pass'] as const;

function faultOf(finding: TimeoutFinding): Fault[] {
  const { what, level, seen, consequence, cure } = finding;
  if (level === 'pass' || level === 'unseen') return [];
  const why = consequence ?? '';
  // A consequence that has no cure of its own says what to do itself.
  return [
    {
      rule: what,
      level,
      reason: oneLine(seen),
      why,
      cure: cure ?? why,
      patch: null,
      source: sourceWords(finding),
    },
  ];
}
