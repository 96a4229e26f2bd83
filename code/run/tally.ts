import type { Outcome, TallyFact } from './events.ts';

/** Counts what each of many requests came to, most first; `bounds` says of an outcome what must hold in every run. */
export function count(
  seen: readonly string[],
  bounds: Readonly<Record<string, NonNullable<Outcome['bound']>>> = {},
): Outcome[] {
  // What has a bound is told even when nobody saw it: none of it is a count, too.
  const outcomes = new Set([...seen, ...Object.keys(bounds)]);
  return [...outcomes]
    .map((outcome) => {
      const bound = bounds[outcome];
      const times = seen.filter((each) => each === outcome).length;
      return { outcome, count: times, ...(bound !== undefined && { bound }) };
    })
    .sort((a, b) => b.count - a.count || (a.outcome < b.outcome ? -1 : 1));
}

/** How many requests a tally is about. */
export const totalOf = ({ outcomes }: Pick<TallyFact, 'outcomes'>): number =>
  outcomes.reduce((sum, { count }) => sum + count, 0);

/** What a tally has in common with every other run of the same story, as a line to compare. */
export function heldBy(tally: Pick<TallyFact, 'outcomes'>): string {
  const total = totalOf(tally);
  // Where another outcome has leave to be seen or not, all and some are no difference.
  const loose = tally.outcomes.some(({ bound }) => typeof bound === 'object');
  const lines = asOneLoss(tally.outcomes).map(
    (each) => `${each.outcome}: ${held(each, loose ? Infinity : total)}`,
  );
  return `of ${total}: ${lines.sort().join(', ')}`;
}

/** Without a bound: whether a middleman says 503 or resets is up to how busy the machine is (1 of 8 runs at load 24). */
function asOneLoss(outcomes: readonly Outcome[]): Outcome[] {
  const isLoss = ({ outcome, bound }: Outcome) =>
    bound === undefined && /^(?:503|ECONNRESET)$/.test(outcome);
  const lost = outcomes.filter(isLoss).reduce((sum, { count }) => sum + count, 0);
  const rest = outcomes.filter((each) => !isLoss(each));
  return lost === 0 ? [...outcomes] : [...rest, { outcome: '503 or ECONNRESET', count: lost }];
}

/** A bound that this count breaks is told as the count, so that it differs from a run that keeps it. */
function held({ count, bound }: Outcome, total: number): string {
  if (bound === undefined) return share(count, total);
  if (bound === 'exactly') return String(count);
  if ('moreThan' in bound)
    return count > bound.moreThan ? `more than ${bound.moreThan}` : `${count}`;
  return count <= bound.atMost ? `at most ${bound.atMost}` : `${count}`;
}

/** None, some or all: what holds on a busy machine, too. */
export function share(count: number, total: number): 'none' | 'some' | 'all' {
  return count === 0 ? 'none' : count === total ? 'all' : 'some';
}
