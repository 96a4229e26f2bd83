import { totalOf } from '../../../code/run/tally.ts';
import { type Claim, claim, counts, number } from './claim.ts';

const many = { seven: 'the seven', hundred: '100 clients', twenty: '20 clients' } as const;
const said = new RegExp(`\\b(all|none|${counts}) (?:of the )?(seven|hundred|twenty)\\b`, 'i');

/** Does a clause say how many of many? Then it says nothing of the browser. */
export const isTally = (clause: string): boolean =>
  said.test(clause) && /\bApp [12]\b/.test(clause);

/** `half of the twenty were lost`: those that got no app, in the last tally of these. */
export function losses(clause: string): Claim[] {
  const [, share] = /\b(half|none) of the twenty (?:was|were) lost\b/i.exec(clause) ?? [];
  if (!share) return [];
  return [
    claim(clause, `${share} of the twenty lost`, (run) => {
      const tally = run.tallies.findLast(({ who }) => who === many.twenty);
      const served = tally?.outcomes.filter(({ outcome }) => outcome.startsWith('App ')) ?? [];
      const lost = tally && totalOf(tally) - totalOf({ outcomes: served });
      return tally && lost === (/half/i.test(share) ? totalOf(tally) / 2 : 0)
        ? undefined
        : `${lost} of them`;
    }),
  ];
}

/** `App 1 answered on five of the seven`, `all hundred got App 1`: in the last tally of these. */
export function tallies(clause: string): Claim[] {
  const [, count = '', whole = ''] = said.exec(clause) ?? [];
  const app = /\bApp [12]\b/.exec(clause)?.[0];
  if (!app || !count) return [];
  const who = many[whole.toLowerCase() as keyof typeof many];
  return [
    claim(clause, `${count} of ${who} with ${app}`, (run) => {
      const tally = run.tallies.findLast((each) => each.who === who);
      const seen = tally?.outcomes.find(({ outcome }) => outcome === app)?.count ?? 0;
      const expected = /all/i.test(count) ? tally && totalOf(tally) : number(count);
      return tally && seen === expected ? undefined : `${seen} of them`;
    }),
  ];
}
