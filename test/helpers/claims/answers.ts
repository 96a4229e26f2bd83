import { type Claim, claim, counts, type Meaning, number, of } from './claim.ts';
import { clientsIn, negation } from './clauses.ts';
import { isLimit } from './limits.ts';
import { isStream } from './streams.ts';

/** `200`, `a 304`, `no 304`. */
export function statuses(clause: string, { subject }: Meaning): Claim[] {
  if (isLimit(clause) || isStream(clause)) return [];
  if (/\ba 304 (is|has|means|stands)\b|\b304s\b/i.test(clause)) return [];
  const who = clientsIn(clause)[0] ?? subject;
  return [...clause.matchAll(/(\bno |\bnot (?:a )?)?\b([2-5]\d\d)\b(?! of)/gi)].map(
    ([, no, status]) =>
      claim(clause, `${no ? 'no ' : ''}${status} for ${who}`, (run) => {
        const after = of(run, who).filter(({ afterStop }) => afterStop);
        const last = after.at(-1)?.status;
        const right = no
          ? last !== Number(status)
          : after.some((answer) => answer.status === Number(status));
        return right
          ? undefined
          : `it got ${after.map((answer) => answer.status).join(', ') || 'nothing'}`;
      }),
  );
}

/** Whose ETag an answer carries, or a client brings. */
export function etags(clause: string, { subject }: Meaning): Claim[] {
  const of1 = /\bETAG([12])\b/.exec(clause)?.[1];
  if (!of1 || /\b(never|compares?|differ)\b/.test(clause)) return [];
  const who = clientsIn(clause)[0] ?? subject;
  const brought = /\b(brought|brings?|bringing)\b/.test(clause);
  const not = negation.test(clause);
  return [
    claim(
      clause,
      `${who} ${brought ? 'brought' : 'got'} ${not ? 'not ' : ''}App ${of1}’s ETag`,
      (run) => {
        const theirs = run.answers.find(({ app }) => app === `App ${of1}`)?.etag;
        // What was brought, once at least; what was got, in the end.
        const answers = of(run, who).filter(({ afterStop }) => afterStop);
        const seen = brought
          ? answers.map(({ ifNoneMatch }) => ifNoneMatch)
          : answers.slice(-1).map(({ etag }) => etag);
        return theirs !== undefined && seen.includes(theirs) !== not
          ? undefined
          : `it was ${seen.join(', ') || 'none'}, and App ${of1}’s is ${theirs}`;
      },
    ),
  ];
}

/** On a connection from before the stop, or on one of after it. */
export function connections(clause: string, { subject }: Meaning): Claim[] {
  const fresh =
    /\b(?:new connection|opened a new one|connects? anew|opened after the swap|start(?:s|ed)? afresh|connection of its own)\b/i.test(
      clause,
    );
  const kept =
    /\b(?:old connection|same connection|connection (?:that was there|from) before|kept connection|has an old one)\b/i.test(
      clause,
    );
  if (fresh === kept || /\bpool\b|\bto compare\b/.test(clause)) return [];
  const who = clientsIn(clause)[0] ?? subject;
  const isNew = fresh !== negation.test(clause.replace(/\bno (?=connection)/, 'not '));
  return [
    claim(clause, `${who} ${isNew ? 'on a new' : 'on an old'} connection`, (run) => {
      const last = of(run, who).at(-1);
      return last?.newConnection === isNew
        ? undefined
        : `${who} on a ${last?.newConnection ? 'new' : 'old'} one`;
    }),
  ];
}

/** `an error`, `refused`; and `the counter went up by one`. */
export function others(clause: string, { subject }: Meaning): Claim[] {
  const claims: Claim[] = [];
  if (
    /\b(?:got|gets|shows?|showed|met|was shown) (?:an error|nothing)\b|\b(?:was|were) (?:refused|reset)\b/i.test(
      clause,
    ) &&
    !negation.test(clause)
  ) {
    const who = clientsIn(clause)[0] ?? subject;
    claims.push(
      claim(clause, `${who} met an error`, (run) => {
        const last = of(run, who).at(-1);
        return last && last.status < 400 ? `${who} got ${last.status}` : undefined;
      }),
    );
  }
  const counter = /\bCOUNT([12])\b/.exec(clause)?.[1];
  if (counter) {
    claims.push(
      claim(clause, `the counter is App ${counter}’s`, (run) => {
        const last = of(run, 'browser').findLast(({ path }) => path === '/count');
        return last?.app === `App ${counter}` ? undefined : `it is ${last?.app}’s`;
      }),
    );
  }
  const up = new RegExp(`\\bwent up by (${counts})\\b`).exec(clause)?.[1];
  if (up) {
    claims.push(
      claim(clause, `the counter went up by ${up}`, (run) => {
        const [before, after] = of(run, 'browser')
          .filter(({ path }) => path === '/count')
          .slice(-2)
          .map(({ shown }) => Number(/\d+/.exec(shown ?? '')));
        const seen = (after ?? 0) - (before ?? 0);
        return seen === number(up) ? undefined : `by ${seen}`;
      }),
    );
  }
  return claims;
}
