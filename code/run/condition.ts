import type { AnswerFact, AppName, CommandFact, LabEvent, StreamFact } from './events.ts';
import { isSocketTool } from './own-rows.ts';
import { share, totalOf } from './tally.ts';

/** Who asks in the stories. */
export type Client =
  | 'browser'
  | 'fresh client'
  | 'curl'
  | 'one curl'
  | 'new tab'
  | 'second browser';

/**
 * What must be so in a run for a sentence to be said of it. Data and no function: a page can print it,
 * a test can read it.
 *
 * - `always`: the sentence makes no claim about the run.
 * - `got`: the last answers that this client was shown came from these apps, in this order.
 * - `rows`: the last table on stage had so many rows in this state, `ESTABLISHED`, `TIME_WAIT`.
 * - `tally`: of the last tally of these clients so many came to this: none, some, all, or exactly a number.
 * - `saw`: the last request of this client that brought no page showed it this: `ECONNRESET`, `502`.
 * - `exit`: this app's process ended with this status or signal; null: it did not end.
 * - `stream`: the last thing that this client saw of its stream.
 */
export type Condition =
  | 'always'
  | { got: readonly [who: Client, first: AppName, ...then: AppName[]] }
  | { rows: readonly [state: string, count: number] }
  | { tally: readonly [who: string, outcome: string, count: 'none' | 'some' | 'all' | number] }
  | { saw: readonly [who: string, what: string] }
  | { exit: readonly [who: string, how: number | string | null] }
  | { stream: readonly [who: string, did: StreamFact['did']] }
  | { not: Condition }
  | { all: readonly Condition[] };

/** A sentence, and the runs of which it is true. */
export interface Variant {
  when: Condition;
  say: string;
}

/** Is the condition true of the run, as far as these events tell it? */
export function holds(condition: Condition, events: readonly LabEvent[]): boolean {
  if (condition === 'always') return true;
  if ('not' in condition) return !holds(condition.not, events);
  if ('all' in condition) return condition.all.every((each) => holds(each, events));
  if ('rows' in condition) {
    const [state, count] = condition.rows;
    return rowsIn(events, state) === count;
  }
  if ('tally' in condition) {
    const [who, outcome, count] = condition.tally;
    return counted(events, who, outcome).includes(count);
  }
  if ('saw' in condition)
    return lastOf(events, 'failure', condition.saw[0])?.saw === condition.saw[1];
  if ('exit' in condition) return endOf(events, condition.exit[0]) === condition.exit[1];
  if ('stream' in condition)
    return lastOf(events, 'stream', condition.stream[0])?.did === condition.stream[1];
  const [who, ...apps] = condition.got;
  const last = events.filter(isShown).filter((answer) => answer.who === who);
  const from = last.slice(-apps.length).map(({ app }) => app);
  return from.join() === apps.join();
}

/** The sentences that are true of the run: one, where the words are whole. */
export function trueOf(variants: readonly Variant[], events: readonly LabEvent[]): string[] {
  return variants.filter(({ when }) => holds(when, events)).map(({ say }) => say);
}

/**
 * The part of a run that answers a prediction: up to the first finding after the question. A question
 * that the run does not ask is answered by all of it.
 */
export function answerTo(prediction: string, run: readonly LabEvent[]): readonly LabEvent[] {
  const asked = run.findIndex((event) => event.kind === 'prediction' && event.id === prediction);
  const found = run.findIndex(({ kind }, index) => kind === 'finding' && index > asked);
  return asked < 0 || found < 0 ? run : run.slice(0, found + 1);
}

function isShown(event: LabEvent): event is AnswerFact {
  return event.kind === 'answer' && event.shown !== null;
}

type WithWho = Extract<LabEvent, { who: string }>;

/** The last event of this kind that is this client's, or this app's. */
function lastOf<K extends WithWho['kind']>(
  events: readonly LabEvent[],
  kind: K,
  who: string,
): Extract<WithWho, { kind: K }> | undefined {
  return events.findLast(
    (event): event is Extract<WithWho, { kind: K }> =>
      event.kind === kind && 'who' in event && event.who === who,
  );
}

/** What can be said of an outcome in the last tally of these clients: its number, and none, some or all. */
function counted(events: readonly LabEvent[], who: string, outcome: string): (string | number)[] {
  const tally = lastOf(events, 'tally', who);
  if (!tally) return [];
  const count = tally.outcomes.find((each) => each.outcome === outcome)?.count ?? 0;
  return [count, share(count, totalOf(tally))];
}

/** The status or the signal that ended a process; null while it runs. */
function endOf(events: readonly LabEvent[], who: string): number | string | null {
  const last = lastOf(events, 'process', who);
  return last?.did === 'exit' ? (last.signal ?? last.status) : null;
}

/** How many rows the last table on stage has in one state; undefined where none was shown. */
function rowsIn(events: readonly LabEvent[], state: string): number | undefined {
  const table = events.findLast(
    (event): event is CommandFact =>
      event.kind === 'command' && event.shown && isSocketTool(event.tool),
  );
  return table?.output.split('\n').filter((row) => statesIn(row).includes(state)).length;
}

/** ss writes `ESTAB` and `TIME-WAIT` for what netstat calls ESTABLISHED and TIME_WAIT. */
function statesIn(row: string): string[] {
  return row
    .split(/\s+/)
    .map((word) => (word === 'ESTAB' ? 'ESTABLISHED' : word.replace('-', '_')));
}
