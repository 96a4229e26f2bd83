import { UsageError } from '../../base/errors.ts';
import { type Company, companyOf, type Lesson, playsOf } from '../../course/lessons.ts';
import type { Cast } from '../../course/recordings.ts';
import { type Release, releaseOf } from '../../lab/another-node.ts';
import type { BrowserName, MiddlemanName, Program } from '../../run/events.ts';
import type { LessonFlags } from './command.ts';

/** The flags that choose who plays. */
export type CastFlags = Pick<
  LessonFlags,
  'buggy' | 'fixed' | 'original' | 'browser' | 'node' | 'through'
>;

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
      `“${unknown}” is neither a lesson's number nor one of: ${[...programWords, ...browserWords, ...middlemanWords].join(', ')}, node18`,
      list,
    );
  }
  if (first === undefined)
    throw new UsageError('which lesson?', `for example: npm run lesson 1 ${rest.join(' ')}`);
  const lesson = findLesson(first, lessons);
  const program = programOf(lesson, rest, flags);
  const { browsers, nodes, middlemen } = companyOf(lesson.slug);
  const browser = browserOf(rest, flags.browser);
  if (!browsers && browser !== 'stand-in')
    throw new UsageError(`no browser plays in lesson ${first}`, `npm run lesson ${first}`);
  const node = nodeOf(lesson, nodes, rest, flags.node);
  const through = middlemanOf(lesson, middlemen, rest, flags.through);
  return { lesson, cast: { program, browser, ...(node && { node }), ...(through && { through }) } };
}

const programWords = ['buggy', 'fixed', 'original'] as const;
const browserWords = ['chromium', 'firefox'] as const;
const middlemanWords = ['balancer', 'nginx', 'haproxy'] as const;
const nodeWord = /^node-?(\d[\d.]*)$/;

function isWord(word: string): boolean {
  return (
    nodeWord.test(word) ||
    [...programWords, ...browserWords, ...middlemanWords].some((known) => known === word)
  );
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

/** The other Node that was asked for; undefined is our own. */
function nodeOf(
  { number }: Lesson,
  nodes: Company['nodes'],
  words: readonly string[],
  option: string | undefined,
): Release | undefined {
  const [asked = option] = words.flatMap((word) => nodeWord.exec(word)?.[1] ?? []);
  if (asked === undefined) return undefined;
  const release = releaseOf(asked);
  if (release === '26') return undefined;
  if (nodes.includes(release)) return release;
  throw new UsageError(
    nodes.length > 0
      ? `lesson ${number} is not told on Node ${asked}`
      : `lesson ${number} is told on one Node alone`,
    nodes.length > 0
      ? `it is on ${[...nodes, '26'].join(', ')}: npm run lesson ${number} node${nodes[0]}`
      : `npm run lesson ${number}`,
  );
}

/** The middleman that was asked for; undefined is the lesson's first, or nobody. */
function middlemanOf(
  { number }: Lesson,
  middlemen: Company['middlemen'],
  words: readonly string[],
  option: string | undefined,
): MiddlemanName | undefined {
  const asked = words.find((word) => middlemanWords.some((known) => known === word)) ?? option;
  if (asked === undefined || asked === middlemen[0]) return undefined;
  const found = middlemen.find((known) => known === asked);
  if (found) return found;
  if (middlemen.length === 0)
    throw new UsageError(
      `nobody stands between clients and apps in lesson ${number}`,
      `npm run lesson ${number}`,
    );
  throw new UsageError(
    `no “${asked}” stands between clients and apps in lesson ${number}`,
    `there are ${middlemen.join(', ')}: npm run lesson ${number} ${middlemen[0]}`,
  );
}
