import { UsageError } from '../../base/errors.ts';
import { type Lesson, playsOf } from '../../course/lessons.ts';
import type { Cast } from '../../course/recordings.ts';
import type { BrowserName, Program } from '../../run/events.ts';
import type { LessonFlags } from './command.ts';

/** The flags that choose who plays. */
export type CastFlags = Pick<LessonFlags, 'buggy' | 'fixed' | 'original' | 'browser'>;

export interface Asked {
  lesson: Lesson;
  cast: Cast;
}

const list = 'npm run lesson lists them';

/**
 * Reads what was typed after `npm run lesson`: a number and bare words, which npm passes untouched,
 * or the flags of the same names. Without a program it is the one that the lesson plays.
 * @throws UsageError for a lesson that is not there, or a word that means nothing
 */
export function parseCast(
  words: readonly string[],
  flags: CastFlags,
  lessons: readonly Lesson[],
): Asked {
  const numbers = words.filter((word) => /^[+-]?\d/.test(word));
  const [first, second] = numbers;
  if (second !== undefined) {
    throw new UsageError(
      `one lesson at a time, not ${first} and ${second}`,
      `npm run lesson ${first}`,
    );
  }
  const rest = words.filter((word) => word !== first);
  const unknown = rest.find((word) => !isWord(word));
  if (unknown !== undefined) {
    throw new UsageError(
      `“${unknown}” is neither a lesson's number nor one of: ${[...programWords, ...browserWords].join(', ')}`,
      list,
    );
  }
  if (first === undefined)
    throw new UsageError('which lesson?', `for example: npm run lesson 1 ${rest.join(' ')}`);
  const lesson = findLesson(first, lessons);
  const program = programOf(lesson, rest, flags);
  return { lesson, cast: { program, browser: browserOf(rest, flags.browser) } };
}

const programWords = ['buggy', 'fixed', 'original'] as const;
const browserWords = ['chromium', 'firefox'] as const;

function isWord(word: string): boolean {
  return [...programWords, ...browserWords].some((known) => known === word);
}

function findLesson(number: string, lessons: readonly Lesson[]): Lesson {
  const lesson = lessons.find((each) => String(each.number) === number);
  if (!lesson) {
    throw new UsageError(
      `there is no lesson ${number}: the course has 1 to ${lessons.length}`,
      list,
    );
  }
  if (lesson.page) return lesson;
  const written = lessons.findLast(({ page }) => page)?.number ?? 1;
  throw new UsageError(
    `lesson ${number}, “${lesson.title}”, is planned and not written yet`,
    `lessons 1 to ${written} are there: npm run lesson ${written}`,
  );
}

function programOf({ number, slug }: Lesson, words: readonly string[], flags: CastFlags): Program {
  const [first, second] = programWords.filter((each) => flags[each] || words.includes(each));
  if (second) {
    throw new UsageError(
      `${first} and ${second} are two programs: choose one`,
      `npm run lesson ${number} ${first}`,
    );
  }
  return first ?? playsOf(slug);
}

function browserOf(words: readonly string[], option: string | undefined): BrowserName {
  if (option !== undefined && !browserWords.some((known) => known === option)) {
    throw new UsageError(
      `no browser “${option}” in this course`,
      `there are --browser ${browserWords.join(' and --browser ')}`,
    );
  }
  const [first, second] = browserWords.filter((known) => known === option || words.includes(known));
  if (second) throw new UsageError('one browser at a time', `npm run lesson 1 ${first}`);
  return first ?? 'stand-in';
}
