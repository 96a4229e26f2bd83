import { readdirSync } from 'node:fs';
import { readRecording } from '../../code/course/recordings.ts';
import { answerTo, holds, trueOf } from '../../code/run/condition.ts';
import type { LabEvent } from '../../code/run/events.ts';
import type { Words } from '../../code/run/words.ts';

/** A recorded run of a lesson's story, by the name of its recording: `buggy`, `fixed.chromium`. */
export interface RecordedRun {
  slug: string;
  name: string;
  events: LabEvent[];
}

/** Every recorded run of a story; what small programs printed is no run of it. */
export function recordedRuns(slug: string): RecordedRun[] {
  return readdirSync(new URL(`../../code/${slug}/`, import.meta.url)).flatMap((file) => {
    const [found, name = 'buggy'] = /^recording(?:\.([\w.-]+))?\.jsonl$/.exec(file) ?? [];
    const events = (found && readRecording(slug, name)) || [];
    return events.some(({ kind }) => kind === 'scene') ? [{ slug, name, events }] : [];
  });
}

/** What a run says: each option's feedback, each finding, and the part of the run that it is said of. */
export interface Saying {
  /** `who-answers: app-2`, `finding two-answers`. */
  where: string;
  sentences: string[];
  /** Are they said to a prediction that the run asks, or as what it shows? */
  asked: boolean;
  run: readonly LabEvent[];
}

/** Everything that a run's words say of it, option by option, as terminal and page choose it. */
export function sayings(words: Words, events: readonly LabEvent[]): Saying[] {
  const said = Object.entries(words.predictions).flatMap(([id, { options }]) => {
    const run = answerTo(id, events);
    const asked = events.some((event) => event.kind === 'prediction' && event.id === id);
    return options.map((option) => ({
      where: `${id}: ${option.id}`,
      sentences: trueOf(option.feedback, run),
      asked,
      run,
    }));
  });
  const found = events.flatMap((event, index) => {
    if (event.kind !== 'finding') return [];
    const run = events.slice(0, index + 1);
    const finding = words.findings[event.id];
    const sentences = finding && holds(finding.when, run) ? [finding.say] : [];
    return [{ where: `finding ${event.id}`, sentences, asked: true, run }];
  });
  return [...said, ...found];
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
