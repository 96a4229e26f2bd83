import { type Claim, claim, lasts, type Meaning, of } from './claim.ts';
import { clientsIn, negation } from './clauses.ts';
import { isTally } from './tallies.ts';

const gotten =
  /\b(got|gets?|showed|shows?|shown|sees?|saw|reached|reaches|stay(s|ed)?|serve[sd]?|given|gave|sent|sends|answer(s|ed|ing)?|serving|came|brings|received?|receives|met|meets|led|leads|moved on|moves on|ended up|landed|displayed|displays|loaded|fetched|returned|was with|is with|were with|been with|(?:is|was|stays|still) (?:still )?(?:with|on|at)|did|is what|was what|it (was|is)|to be)\b/i;

/** Who got whose page, in any order of the words. */
export function whoGotWhat(clause: string, { subject }: Meaning): Claim[] {
  if (isTally(clause)) return [];
  const kept = clause.replace(
    /\b(?:and not|instead of|rather than|not) (?:the )?(?:PAGE|App )[12]/g,
    '',
  );
  const pages = [...new Set([...kept.matchAll(/\b(?:PAGE|App )([12])\b/g)].map(([, app]) => app))];
  const [page, other] = pages;
  const bare =
    /:\s*(?:PAGE|App )[12]\s*$|^(?:still )?(?:PAGE|App )[12]\s*$|(still|sent|came) PAGE[12]/.test(
      kept,
    );
  if (page === undefined || other !== undefined) return [];
  if (!bare && !gotten.test(kept)) return [];
  if (
    /App [12] (?:listen|stop|has|had|took|begin|began|end|does|is |was |comp|never|would|will)/.test(
      kept,
    )
  )
    return [];
  const who = clientsIn(kept);
  const one = /\bhad (?:been|got|had)\b|(?<!as )\bbefore(?! the)\b|\bearlier\b|\bat first\b/i.test(
    kept,
  );
  if (who[0] === 'nobody') return [everybodyGot(clause, page, true)];
  if (who[0] === 'everybody')
    return [one ? onceGot(clause, 'everybody', page) : everybodyGot(clause, page, false)];
  const not = negation.test(kept);
  const named = who.length > 0 ? who : [subject];
  if (/first reload/.test(clause)) return [firstReload(clause, page, not)];
  return named.map((each) => (one ? onceGot(clause, each, page) : got(clause, each, page, not)));
}

function firstReload(clause: string, page: string, not: boolean): Claim {
  return claim(
    clause,
    `the first reload after the stop ${not ? 'not ' : ''}from App ${page}`,
    (run) => {
      const first = of(run, 'browser').find(({ afterStop }) => afterStop);
      return first && (first.app === `App ${page}`) !== not
        ? undefined
        : `it came from ${first?.app}`;
    },
  );
}

export function got(clause: string, who: string, page: string, not: boolean): Claim {
  return claim(clause, `${who} ${not ? 'did not get' : 'got'} App ${page}’s page`, (run) => {
    const last = of(run, who).at(-1);
    return last && (last.app === `App ${page}`) !== not
      ? undefined
      : `${who} got ${last?.app ?? 'nothing'}`;
  });
}

function onceGot(clause: string, who: string, page: string): Claim {
  return claim(clause, `${who} had App ${page} before`, (run) => {
    const earlier = (who === 'everybody' ? run.answers : of(run, who)).slice(0, -1);
    return earlier.some(({ app }) => app === `App ${page}`) ? undefined : `${who} had not`;
  });
}

function everybodyGot(clause: string, page: string, not: boolean): Claim {
  return claim(clause, `${not ? 'nobody' : 'everybody'} got App ${page}’s page`, (run) => {
    const wrong = lasts(run).find(({ app }) => (app === `App ${page}`) === not);
    return wrong && `${wrong.who} got ${wrong.app}`;
  });
}

/** Do the clients agree in the end? */
export function agreement(clause: string): Claim[] {
  const differ =
    /\b(disagree|two answers|different (?:pages|answers|apps)|only one of them stayed)\b/i.test(
      clause,
    );
  const agree = /(?<!dis)\bagrees?\b(?! on)|\bone answer\b|\bthe same (?:page|answer|app)\b/i.test(
    clause,
  );
  if (differ === agree) return [];
  return [
    claim(clause, `the clients ${differ ? 'disagree' : 'agree'}`, (run) => {
      const apps = new Set(lasts(run).map(({ app }) => app));
      if (/\bthe same app\b/.test(clause)) return undefined; // of one client
      return apps.size > 1 === differ
        ? undefined
        : `in the end: ${lasts(run)
            .map(({ who, app }) => `${who} ${app}`)
            .join(', ')}`;
    }),
  ];
}
