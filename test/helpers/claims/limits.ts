import type { RunFacts } from '../run-facts.ts';
import { type Claim, claim } from './claim.ts';

/** What lesson 13 says of half a head on a server that was told to stop, and of who was told. */
const said: [pattern: RegExp, says: string, seen: (run: RunFacts) => unknown, expected: unknown][] =
  [
    [/\bnever ended\b/i, 'half head 2 saw no end', ({ saw }) => saw.get('half head 2'), undefined],
    [/\bnever exited\b/i, 'App 1 did not exit', ({ exits }) => exits.get('App 1'), undefined],
    [/\bwith a 408\b/i, 'half head 2 saw a 408', ({ saw }) => saw.get('half head 2'), '408'],
    [/\bwithout a word\b/i, 'half head 2 saw an end', ({ saw }) => saw.get('half head 2'), 'ended'],
    [/\bexited then\b/i, 'App 1 exited', ({ exits }) => exits.get('App 1'), 0],
    [/\bApp 3 was never told\b/, 'its npm was', ({ exits }) => exits.get('App 3'), 'SIGTERM'],
    [/\bApp 4 was told\b/, 'App 4 exited', ({ exits }) => exits.get('App 4'), 0],
  ];

/** Does a clause speak of a 408? Then it says nothing of an answer. */
export const isLimit = (clause: string): boolean => /\b408\b/.test(clause);

export function limits(clause: string): Claim[] {
  return said
    .filter(([pattern]) => pattern.test(clause))
    .map(([, says, seen, expected]) =>
      claim(clause, says, (run) =>
        seen(run) === expected ? undefined : `it was ${seen(run) ?? 'nothing'}`,
      ),
    );
}
