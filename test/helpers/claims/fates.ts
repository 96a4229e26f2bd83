import { type Claim, claim } from './claim.ts';

/** What lesson 12 says of its hundred: whose tally, which outcome, how many of the fifty. */
const said = [
  [/\bevery POST failed\b/i, '50 POSTs', 'App 1', 0],
  [/\bno GET failed\b/i, '50 GETs', 'App 1', 50],
  [/\bnone failed\b/i, '50 POSTs', 'App 1', 50],
  [/\bnever read\b/i, 'App 1', 'never began', 50],
  [/\ball were read\b/i, 'App 1', 'began', 50],
] as const;

/** `Every POST failed`, `they were never read`: in the last tally of these. */
export function fates(clause: string): Claim[] {
  return said
    .filter(([pattern]) => pattern.test(clause))
    .map(([, who, outcome, expected]) =>
      claim(clause, `${expected} times “${outcome}” for ${who}`, (run) => {
        const tally = run.tallies.findLast((each) => each.who === who);
        const seen = tally?.outcomes.find((each) => each.outcome === outcome)?.count ?? 0;
        return tally && seen === expected ? undefined : `${seen} times`;
      }),
    );
}
