import { UsageError } from '../../base/errors.ts';
import type { ExerciseFiles } from '../../course/exercises/list-exercises.ts';
import type { ExerciseFlags } from './command.ts';

export interface AskedExercise {
  files: ExerciseFiles;
  deed: (typeof deeds)[number] | 'check';
  /** How many hints, from the first; undefined: the next one. */
  hints: number | undefined;
  /** Reset without a question. */
  yes: boolean;
}

const deeds = ['watch', 'hint', 'solution', 'reset'] as const;
const known = [...deeds, 'yes'] as const;
const list = 'npm run exercise lists them';

/**
 * Reads what was typed after `npm run exercise`: a number and bare words, which npm passes untouched,
 * or the options of the same names. A second number says how many hints.
 * @returns undefined when nothing was typed
 * @throws UsageError
 */
export function parseExercise(
  words: readonly string[],
  flags: ExerciseFlags,
  exercises: readonly ExerciseFiles[],
): AskedExercise | undefined {
  const [number, hints, ...more] = words.filter((word) => /^[+-]?\d/.test(word));
  const rest = words.filter((word) => !/^[+-]?\d/.test(word));
  const unknown = rest.find((word) => !known.some((each) => each === word));
  if (unknown !== undefined) {
    throw new UsageError(
      `“${unknown}” is neither an exercise's number nor one of: ${known.join(', ')}`,
      list,
    );
  }
  const asked = deeds.filter((deed) => flags[deed] || rest.includes(deed));
  const [deed = 'check', second] = asked;
  if (second) throw new UsageError(`${deed} or ${second}: choose one`, list);
  const yes = flags.yes === true || rest.includes('yes');
  if (number === undefined) {
    if (deed === 'check' && !yes) return undefined;
    throw new UsageError(
      'which exercise?',
      `for example: npm run exercise ${numbersOf(exercises)[0]} ${deed}`,
    );
  }
  if (more.length > 0 || (hints !== undefined && deed !== 'hint')) {
    throw new UsageError(
      `one exercise at a time, not ${number} and ${hints}`,
      `npm run exercise ${number}`,
    );
  }
  return { files: find(number, exercises), deed, hints: parseHints(hints), yes };
}

function find(number: string, exercises: readonly ExerciseFiles[]): ExerciseFiles {
  const files = exercises.find(({ lesson }) => String(lesson.number) === number);
  if (files) return files;
  const numbers = numbersOf(exercises)
    .join(', ')
    .replace(/, (\d+)$/, ' and $1');
  throw new UsageError(`there is no exercise ${number}: lessons ${numbers} have one`, list);
}

function numbersOf(exercises: readonly ExerciseFiles[]): number[] {
  return exercises.map(({ lesson }) => lesson.number);
}

function parseHints(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`${text} is no number of a hint`, 'hints are counted from 1');
}
