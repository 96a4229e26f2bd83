import { readdirSync } from 'node:fs';
import { readRecording } from '../../code/course/recordings.ts';
import { answerTo, holds, trueOf, type Variant } from '../../code/run/condition.ts';
import type { LabEvent } from '../../code/run/events.ts';
import type { Words } from '../../code/run/words.ts';
import type { Asked } from './claims/claim.ts';
import { clashes } from './claims/claims.ts';
import { only } from './lesson.ts';
import { factsOf } from './run-facts.ts';

/** A recorded run of a lesson's story, by the name of its recording: `buggy`, `fixed.chromium`. */
export interface RecordedRun {
  slug: string;
  name: string;
  events: LabEvent[];
}

/** Every recorded run of a lesson's story. */
export function recordedRuns(slug: string): RecordedRun[] {
  return recordings(slug).filter(({ events }) => isStory(events));
}

/** What the small programs of a lesson printed, as recorded. */
export function printedBy(slug: string): string {
  return recordings(slug)
    .filter(({ events }) => !isStory(events))
    .flatMap(({ events }) => only('command', events).map(({ output }) => output))
    .join('\n');
}

const isStory = (events: readonly LabEvent[]) => events.some(({ kind }) => kind === 'scene');

function recordings(slug: string): RecordedRun[] {
  return readdirSync(new URL(`../../code/${slug}/`, import.meta.url)).flatMap((file) => {
    const [found, name = 'buggy'] = /^recording(?:\.([\w.-]+))?\.jsonl$/.exec(file) ?? [];
    return found ? [{ slug, name, events: readRecording(slug, name) ?? [] }] : [];
  });
}

/** What a run says: each option's feedback, each finding, and the part of the run that it is said of. */
export interface Saying {
  /** `who-answers: app-2`, `finding two-answers`. */
  where: string;
  sentences: string[];
  /** Those that are true of other runs alone. */
  others: string[];
  /** What a feedback answers. */
  asked?: Asked;
  run: readonly LabEvent[];
}

/** Everything that a run's words say of it, option by option, as terminal and page choose it. */
export function sayings(words: Words, events: readonly LabEvent[]): Saying[] {
  const said = Object.entries(words.predictions).flatMap(([id, { question, options }]) => {
    const run = answerTo(id, events);
    return options.map(({ id: option, text, feedback }) => ({
      where: `${id}: ${option}`,
      sentences: trueOf(feedback, run),
      others: falseOf(feedback, run),
      asked: { question, option: text },
      run,
    }));
  });
  const found = events.flatMap((event, index) => {
    if (event.kind !== 'finding') return [];
    const run = events.slice(0, index + 1);
    const told = words.findings[event.id];
    const sentences = told ? trueOf([told], run) : [];
    return [{ where: `finding ${event.id}`, sentences, others: [], run }];
  });
  return [...said, ...found];
}

const falseOf = (variants: readonly Variant[], run: readonly LabEvent[]) =>
  variants.filter(({ when }) => !holds(when, run)).map(({ say }) => say);

/** The findings that are true of other runs alone, to be held against the whole of this one. */
export function untold(words: Words, events: readonly LabEvent[]): string[] {
  const told = new Set(only('finding', events).map(({ id }) => id));
  return Object.keys(words.findings).filter((id) => !told.has(id));
}

/** Where a run's words say nothing, or two things at once. */
export function conditionFaults(words: Words, events: readonly LabEvent[]): string[] {
  return sayings(words, events)
    .filter(({ sentences }) => sentences.length !== 1)
    .map(({ where, sentences }) =>
      sentences.length === 0
        ? `${where}: no sentence is true of this run`
        : `${where}: ${sentences.length} sentences are true of this run`,
    );
}

/** What is wrong with the words of a run: a condition that fails, or a sentence that the run contradicts. */
export function wordFaults(slug: string, words: Words, events: readonly LabEvent[]): string[] {
  const printed = printedBy(slug);
  return [
    ...conditionFaults(words, events),
    ...sayings(words, events).flatMap(({ where, sentences, asked, run }) =>
      sentences
        .flatMap((text) => clashes(text, factsOf(run, printed), asked))
        .map((clash) => `${where}: ${clash}`),
    ),
  ];
}
