import { type Claim, claim, counts, type Meaning, number } from './claim.ts';
import { negation } from './clauses.ts';

const states = 'ESTABLISHED|LISTEN|TIME_WAIT|CLOSE_WAIT|FIN_WAIT[12]';
export const stateIn = (text: string) => new RegExp(`\\b(${states})\\b`).exec(text)?.[1];

interface Count {
  says: string;
  fits(rows: number): boolean;
}
export const exactly = (n: number): Count => ({ says: String(n), fits: (rows) => rows === n });
const some: Count = { says: 'some', fits: (rows) => rows > 0 };

export function rows(clause: string, state: string, count: Count, not = false): Claim {
  return claim(clause, `${not ? 'not ' : ''}${count.says} ${state} rows`, (run) => {
    const seen = run.tables.at(-1)?.filter((each) => each === state).length;
    if (seen === undefined) return 'it showed no table';
    return count.fits(seen) !== not ? undefined : `${seen} of them`;
  });
}

/** How many rows in which state, in the last table on stage; or how many rows, table by table. */
export function rowCounts(clause: string, { state }: Meaning): Claim[] {
  const series = new RegExp(`^(${counts}) rows?(?:, (?:${counts}) rows?)+`, 'i').exec(clause);
  if (series) {
    const said = [...series[0].matchAll(new RegExp(`\\b(${counts}) rows?`, 'gi'))].map(
      ([, n = '']) => number(n),
    );
    return [
      claim(clause, `tables of ${said.join(', ')} rows`, (run) => {
        const seen = run.tables.map((table) => table.length).join(', ');
        return seen === said.join(', ') ? undefined : `tables of ${seen} rows`;
      }),
    ];
  }
  const named = new RegExp(
    `(?:\\b(${counts}|an?|only|without an?y?) )?(?:(?:living|such) |rows? (?:in|says?|of|with|is|are) )?\\b(${states})\\b`,
    'gi',
  );
  const found = [...clause.matchAll(named)].flatMap(([, count, raw = '']) => {
    const lower = raw !== raw.toUpperCase();
    if (lower && !/^no$/i.test(count ?? '')) return []; // `an established row` is any, not this one
    const said =
      count === undefined || /^(an?|only)$/i.test(count)
        ? some
        : exactly(number(count.replace(/^without.*/, 'no')));
    const not = count === undefined && negation.test(clause);
    return [rows(clause, raw.toUpperCase(), said, not)];
  });
  if (found.length > 0) return found;
  const ends = new RegExp(`\\b(${counts}) established connections?\\b`, 'i').exec(clause)?.[1];
  if (ends) return [rows(clause, 'ESTABLISHED', exactly(2 * number(ends)))]; // a row at each end
  const of = state ?? 'ESTABLISHED';
  const bare =
    state &&
    new RegExp(`^(?:there (?:are|is) (?:still )?)?(none|${counts})(?:$|,| rows?\\b)`, 'i').exec(
      clause,
    )?.[1];
  if (bare) return [rows(clause, of, exactly(number(bare)))];
  if (/\brows? (?:was|were|is|are) gone\b|\bno rows?\b.*\bleft\b/i.test(clause))
    return [rows(clause, of, exactly(0))];
  if (
    /\brows? (?:was|were|is|are) (?:still )?there\b|\bfilter dropped (?:it|them)\b|^there they are\b/i.test(
      clause,
    )
  )
    return [rows(clause, of, some)];
  return [];
}
