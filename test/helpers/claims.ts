import type { AppName } from '../../code/run/events.ts';
import type { RunFacts, Seen } from './run-facts.ts';

/**
 * A small grammar of what this course says about runs: who got whose page, how many rows, which status,
 * whose ETag, healed or not, on which connection, how long. It reads a sentence clause by clause, whatever
 * the order of the words, and knows nothing of the conditions that the words declare.
 */

/** What a sentence claims, and what a run says to it: undefined where it agrees. */
export interface Claim {
  clause: string;
  says: string;
  against(run: RunFacts): string | undefined;
}

/** What a sentence answers, where it answers something: its `it` and its `so it did` refer to that. */
export interface Asked {
  question: string;
  option: string;
}

/** Where a text says of a run what the run does not. */
export function clashes(text: string, run: RunFacts, asked?: Asked): string[] {
  return claimsIn(text, asked).flatMap(({ clause, says, against }) => {
    const seen = against(run);
    return seen === undefined ? [] : [`“${clause}” says: ${says}. The run: ${seen}`];
  });
}

/** Everything that a text claims of the run that it is said of. */
export function claimsIn(text: string, asked?: Asked): Claim[] {
  const subject = clientsIn(marked(asked?.question ?? ''))[0] ?? 'browser';
  const state = stateIn(asked?.question ?? '');
  let it = subject;
  const own = clausesOf(text).flatMap((clause) => {
    const claims = readers.flatMap((read) => read(clause, { subject: it, state }));
    it = clientsIn(clause)[0] ?? it; // what the next clause calls `it`
    return claims;
  });
  return [...own, ...(asked ? ofTheOption(text, asked, subject, state) : [])];
}

/** `So it did` claims what the option says; `Not with this program` denies it. */
function ofTheOption(
  text: string,
  asked: Asked,
  subject: string,
  state: string | undefined,
): Claim[] {
  const assents =
    /^(so (it|they) (did|was|is|do|does|were)|yes|right|indeed|there (they|it) (are|is)|none|at once|that is what .*came)\b/i;
  const denies = /^(not (with|in|here)|no[.,])/i;
  const not = denies.test(text);
  if (!not && !assents.test(text)) return [];
  const [first = ''] = clausesOf(asked.option, true);
  const app = /^(?:PAGE|ETAG|App )([12])\b/.exec(first)?.[1];
  if (app) return [got(asked.option, subject, app, not)];
  const count = /^(None|No|One|Two|Three|Four)\b/i.exec(first)?.[1];
  return count && state ? [rows(asked.option, state, exactly(number(count)), not)] : [];
}

interface Meaning {
  /** Whom the question asks about. */
  subject: string;
  /** The state whose rows the question counts. */
  state: string | undefined;
}

type Reader = (clause: string, meaning: Meaning) => Claim[];

/** Names of pages, so that no `Hello, world!` ends a sentence, and every way to name one is one. */
function marked(text: string): string {
  return text
    .replace(/[’']/g, '’')
    .replace(/[«“]Hello, world(2?)![»”]/g, 'Hello, world$1!')
    .replace(/Hello, world2!(, the page of App 2)?/g, 'PAGE2 ')
    .replace(/Hello, world!(, the page of App 1)?/g, 'PAGE1 ')
    .replace(/\b(?:an? |the )?ETag (?:that )?(?:of|from) App ([12])/g, 'ETAG$1')
    .replace(/\bApp ([12])’s (?:own )?(?:ETag|signature)/g, 'ETAG$1')
    .replace(/\bETag (?:is|was) App ([12])’s/g, 'ETag is ETAG$1')
    .replace(/\bsigned by App ([12])/g, 'carries ETAG$1')
    .replace(/\bcounter is App ([12])’s/g, 'counter is COUNT$1')
    .replace(/\b(?:the |a )?(?:page|body|answer|greeting) (?:of|from) App ([12])/gi, 'PAGE$1')
    .replace(/\bApp ([12])’s (?:own )?(?:old )?(?:page|body|answer|greeting)/g, 'PAGE$1')
    .replace(/\bApp ([12])’s (?=\w)/g, 'APP$1S ')
    .replace(/\bApp ([12])’s/g, 'PAGE$1')
    .replace(/\bworld2\b/g, 'PAGE2')
    .replace(/\bwith or without\b/gi, 'with');
}

/** What another run or no run is claimed to have done is no claim about this one. */
const elsewhere = /\b(lesson \d|other program|other one|elsewhere|with the bug|you have seen)\b/i;
const supposed =
  /\b(would|could|can|if|must|may|might|should|whoever|the question is|how many)\b|\?$|^(look|compare|remember|read|watch|hold|first a)\b/i;

/** Where a new clause begins; after `A new tab:` an app alone belongs to what stands before. */
const aside =
  /, (?:and|but|while|so|because|where)\b|\band (?=it\b|App )|:\s+(?!(?:still )?(?:PAGE|App )[12]\s*\.?$)/;

/** @param option of an option every clause counts: it supposes, and `so it did` makes it real */
function clausesOf(text: string, option = false): string[] {
  return marked(text)
    .split(/(?<=[.?!])\s+|;\s*/)
    .filter((sentence) => option || !elsewhere.test(sentence))
    .flatMap((sentence) => sentence.split(aside))
    .map((clause) => clause.trim().replace(/[.!]$/, ''))
    .filter((clause) => option || !supposed.test(clause));
}

const clients: [string, RegExp][] = [
  ['second browser', /\b(second|another|new|other) browser\b|same program a second time/i],
  ['new tab', /\b(new|second|other) tab\b|\bthe tab\b/i],
  ['fresh client', /\bfresh (client|one)\b/i],
  ['curl', /\bcurl\b/i],
  [
    'browser',
    /(?<!(second|another|new|other|same) )\bbrowser\b(?!’s (system|pool|cache|end|row|own|window))/i,
  ],
  ['browser', /\b(?:you (?:got|saw|were shown)|your reloads?|last reload|first reload)\b/i],
];

/** Who is named, the first first. */
function clientsIn(clause: string): string[] {
  if (/\b(both|two|all) (clients|of them)\b|^both\b|: both\b|\bboth (got|were|saw)\b/i.test(clause))
    return ['everybody'];
  if (/\bnobody\b|\bneither\b/i.test(clause)) return ['nobody'];
  const found = clients.flatMap(([who, name]) => {
    const at = clause.search(name);
    return at < 0 ? [] : [{ who, at }];
  });
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ who }) => who))];
}

const negation = /\b(not|never|no longer|nobody|none|neither)\b|n’t\b/i;
const gotten =
  /\b(got|gets?|showed|shows?|shown|sees?|saw|reached|reaches|stay(s|ed)?|serve[sd]?|given|gave|sent|sends|answer(s|ed)?|came|brings|received?|receives|met|meets|led|leads|moved on|moves on|ended up|landed|displayed|displays|loaded|fetched|returned|was with|is with|were with|been with|still with|did|is what|was what|it (was|is)|to be)\b/i;

/** Who got whose page, in any order of the words. */
function whoGotWhat(clause: string, { subject }: Meaning): Claim[] {
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
  const one = /\bhad (?:been|got|had)\b|\bbefore(?! the)\b|\bearlier\b|\bat first\b/i.test(kept);
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

function got(clause: string, who: string, page: string, not: boolean): Claim {
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

/** `200`, `a 304`, `no 304`. */
function statuses(clause: string, { subject }: Meaning): Claim[] {
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
function etags(clause: string, { subject }: Meaning): Claim[] {
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

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
function number(word: string): number {
  const low = word.toLowerCase();
  if (low === 'none' || low === 'zero') return 0;
  const known = words.indexOf(low === 'a' || low === 'an' ? 'one' : low);
  return known >= 0 ? known : Number(word);
}
const counts = `no|zero|${words.slice(1).join('|')}|\\d+`;
const states = 'ESTABLISHED|LISTEN|TIME_WAIT|CLOSE_WAIT|FIN_WAIT[12]';
const stateIn = (text: string) => new RegExp(`\\b(${states})\\b`).exec(text)?.[1];

interface Count {
  says: string;
  fits(rows: number): boolean;
}
const exactly = (n: number): Count => ({ says: String(n), fits: (rows) => rows === n });
const some: Count = { says: 'some', fits: (rows) => rows > 0 };

function rows(clause: string, state: string, count: Count, not = false): Claim {
  return claim(clause, `${not ? 'not ' : ''}${count.says} ${state} rows`, (run) => {
    const seen = run.tables.at(-1)?.filter((each) => each === state).length;
    if (seen === undefined) return 'it showed no table';
    return count.fits(seen) !== not ? undefined : `${seen} of them`;
  });
}

/** How many rows in which state, in the last table on stage; or how many rows, table by table. */
function rowCounts(clause: string, { state }: Meaning): Claim[] {
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
    `(?:\\b(${counts}|an?|only|without an?y?) )?(?:living |such )?\\b(${states})\\b`,
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
  const of = state ?? 'ESTABLISHED';
  const bare = state && new RegExp(`^(none|${counts})$`, 'i').exec(clause)?.[1];
  if (bare) return [rows(clause, of, exactly(number(bare)))];
  if (
    /\brows? (?:was|were|is|are) gone\b|\bfilter dropped nothing\b|\bno rows?\b.*\bleft\b/i.test(
      clause,
    )
  )
    return [rows(clause, of, exactly(0))];
  if (
    /\brows? (?:was|were|is|are) (?:still )?there\b|\bfilter dropped (?:it|them)\b|^there they are\b/i.test(
      clause,
    )
  )
    return [rows(clause, of, some)];
  return [];
}

/** Is the browser still with App 1, and was it? */
function fault(clause: string): Claim[] {
  const reloads = new RegExp(`\\b(${counts}) reloads? did not (?:heal|cure|help)`, 'i').exec(
    clause,
  )?.[1];
  if (reloads) {
    return [
      claim(clause, `the first ${reloads} reloads after the stop did not heal`, (run) => {
        const first = ills(run).slice(0, number(reloads));
        return first.length === number(reloads) && first.every(Boolean)
          ? undefined
          : `of them App 1’s: ${first.filter(Boolean).length}`;
      }),
    ];
  }
  const says = (what: string, right: (ill: boolean[]) => boolean) => [
    claim(clause, what, (run) => {
      const ill = ills(run);
      return right(ill)
        ? undefined
        : `browser after the stop: ${ill.map((each) => (each ? 'App 1' : 'App 2')).join(', ') || 'nothing'}`;
    }),
  ];
  const isIll = (ill: boolean[]) => ill.at(-1) === true;
  if (
    /\bfault (?:is|was) (?:still )?(?:there|here|alive)|\bfault (?:stays|stayed|goes on|went on|remains)|\bstill ill\b|\bnot (?:cured|healed)\b|\bdid not (?:heal|cure)/i.test(
      clause,
    )
  ) {
    return says('the fault is still there', isIll);
  }
  if (
    /\b(?:nothing|never|no need|no connection)\b.*\b(?:heal|healed|cure|cured|ill|wait for|get through|end|emptied)\b/i.test(
      clause,
    )
  ) {
    return says('the browser never got App 1 after the stop', (ill) => !ill.includes(true));
  }
  if (/\bfault (?:is|was) cured\b|\bcures? the fault\b|\bcured it\b/i.test(clause))
    return says('the fault is cured', (ill) => ill.length > 0 && !isIll(ill));
  if (
    /\bheal(?:s|ed)\b|\bfault (?:is|was|were) (?:gone|over|away)\b|\b(?:silence|saying nothing|it) (?:did it|healed)\b|\b(?:silence|saying nothing) did$|\bsilence\b.*\benough\b/i.test(
      clause,
    )
  ) {
    return says('ill first, and well in the end', (ill) => ill.includes(true) && !isIll(ill));
  }
  if (/\bset it back\b|\bkeeps it alive\b/i.test(clause))
    return says('each reload found App 1', (ill) => ill.includes(true));
  return [];
}

/** Do the clients agree in the end? */
function agreement(clause: string): Claim[] {
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

/** On a connection from before the stop, or on one of after it. */
function connections(clause: string, { subject }: Meaning): Claim[] {
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

/** `60 of 60`, `«0 new»`: what a program has printed. */
function printed(clause: string): Claim[] {
  const said = [...clause.matchAll(/\b\d+ of \d+\b|(?<=[«“])\d+ new(?=[»”])/g)].map(
    ([text]) => text,
  );
  return said.map((text) =>
    claim(clause, `“${text}” was printed`, (run) => {
      const [last = 'nothing'] = run.outputs.at(-1)?.trimEnd().split('\n').slice(-1) ?? [];
      const all = [...run.outputs, run.printed].join('\n');
      const right = (/\blast line\b/.test(clause) ? last : all).includes(text);
      return right ? undefined : `it printed ${last}`;
    }),
  );
}

/** `in the same second`, `two seconds without a request`. */
function times(clause: string): Claim[] {
  if (/\bsame second\b/i.test(clause)) {
    return [
      claim(clause, 'the last two answers in one second', ({ answers }) => {
        const gap = (answers.at(-1)?.at ?? 0) - (answers.at(-2)?.at ?? 0);
        return gap < 1000 ? undefined : `${gap} ms between them`;
      }),
    ];
  }
  const said = new RegExp(
    `\\b(\\d+(?:\\.\\d+)?|${words.slice(1).join('|')}) (?:seconds?|s)\\b`,
    'i',
  ).exec(clause)?.[1];
  if (!said) return [];
  return [
    claim(clause, `${said} s between the browser’s last two answers`, (run) => {
      const [before, last] = of(run, 'browser')
        .slice(-2)
        .map(({ at }) => at / 1000);
      const gap = (last ?? 0) - (before ?? 0);
      return Math.abs(gap - number(said)) <= 0.25 ? undefined : `${gap.toFixed(2)} s`;
    }),
  ];
}

/** Who hung up first. */
function hungUp(clause: string): Claim[] {
  const side =
    /\b(client|browser|server|App 1)\b[^,]*\b(?:closed|hung up|ended it|closes|hangs up)\b[^,]*\bfirst\b/i.exec(
      clause,
    )?.[1] ?? /\bclosed by the (client|browser|server)\b/i.exec(clause)?.[1];
  if (!side) return [];
  const by = /client|browser/i.test(side) ? 'client' : 'server';
  return [
    claim(clause, `the ${by} hung up first`, ({ closedBy }) =>
      closedBy === by ? undefined : `${closedBy ?? 'nobody'} did`,
    ),
  ];
}

/** Who listens. */
function listeners(clause: string): Claim[] {
  const [, app, does] =
    /\bApp ([12]) (listens|is listening|does not listen|no longer listens|stopped listening|has the port)\b/.exec(
      clause,
    ) ?? [];
  if (!app || !does) return [];
  const listens = !/not|no longer|stopped/.test(does);
  return [
    claim(clause, `App ${app} ${listens ? 'listens' : 'does not listen'}`, ({ listening }) =>
      listening.includes(`App ${app}` as AppName) === listens
        ? undefined
        : `listening: ${listening.join(', ') || 'nobody'}`,
    ),
  ];
}

/** `an error`, `refused`; and `the counter went up by one`. */
function others(clause: string, { subject }: Meaning): Claim[] {
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

const readers: Reader[] = [
  whoGotWhat,
  statuses,
  etags,
  rowCounts,
  fault,
  agreement,
  connections,
  printed,
  times,
  hungUp,
  listeners,
  others,
];

function claim(clause: string, says: string, against: Claim['against']): Claim {
  return { clause, says, against };
}

/** The answers of one client; lesson 6's curl is one that asks twice. */
function of({ answers }: RunFacts, who: string): Seen[] {
  return answers.filter(
    (answer) => answer.who === who || (who === 'curl' && answer.who === 'one curl'),
  );
}

/** The last answer of every client that asked after the stop. */
function lasts({ answers }: RunFacts): Seen[] {
  return [...new Set(answers.map(({ who }) => who))].flatMap(
    (who) => answers.filter((answer) => answer.who === who && answer.afterStop).at(-1) ?? [],
  );
}

/** Of each answer to the browser after the stop: was it App 1’s? */
function ills(run: RunFacts): boolean[] {
  return of(run, 'browser')
    .filter(({ afterStop, path }) => afterStop && path === '/')
    .map(({ app }) => app === 'App 1');
}
