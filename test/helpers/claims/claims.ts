/**
 * A small grammar of what this course says about runs: who got whose page, how many rows, which status,
 * whose ETag, healed or not, on which connection, how long. It reads a sentence clause by clause, whatever
 * the order of the words, and knows nothing of the conditions that the words declare.
 */

import type { RunFacts } from '../run-facts.ts';
import { connections, etags, others, statuses } from './answers.ts';
import { type Asked, type Claim, number, type Reader } from './claim.ts';
import { clausesOf, clientsIn, marked } from './clauses.ts';
import { fault } from './endings.ts';
import { fates } from './fates.ts';
import { limits } from './limits.ts';
import { agreement, got, whoGotWhat } from './pages.ts';
import { exactly, rowCounts, rows, stateIn } from './rows.ts';
import { streams } from './streams.ts';
import { losses, tallies } from './tallies.ts';
import { hungUp, listeners, printed, times } from './traces.ts';

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
    /^(so (it|they) (did|was|is|do|does|were)(?! not)|yes|right|indeed|there (they|it) (are|is)|none|at once|that is what .*came)\b/i;
  const denies = /^(not (with|in|here)|no[.,]|(so )?(it|they) (did|was|is|does) not\b)/i;
  const not = denies.test(text);
  if (!not && !assents.test(text)) return [];
  const [first = ''] = clausesOf(asked.option, true);
  const app = /^(?:PAGE|ETAG|App )([12])\b/.exec(first)?.[1];
  if (app) return [got(asked.option, subject, app, not)];
  const count = /^(None|No|One|Two|Three|Four)\b/i.exec(first)?.[1];
  return count && state ? [rows(asked.option, state, exactly(number(count)), not)] : [];
}

const readers: Reader[] = [
  whoGotWhat,
  statuses,
  etags,
  rowCounts,
  fault,
  fates,
  agreement,
  connections,
  printed,
  times,
  hungUp,
  listeners,
  others,
  streams,
  tallies,
  losses,
  limits,
];
