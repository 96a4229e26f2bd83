import type { AnswerFact, AppName, CommandFact, LabEvent } from './events.ts';
import { isSocketTool } from './own-rows.ts';

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
 */
export type Condition =
  | 'always'
  | { got: readonly [who: Client, first: AppName, ...then: AppName[]] }
  | { rows: readonly [state: string, count: number] }
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
