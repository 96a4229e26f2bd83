import { dirname, resolve } from 'node:path';
import { expect } from 'vitest';
import { examine } from '../../code/course/exercises/examine.ts';
import { type ExerciseFiles, loadExercise } from '../../code/course/exercises/list-exercises.ts';

/** What a program earns of an exercise, as the lines of its report; its path is relative to the lesson's folder. */
export async function earns(files: ExerciseFiles, program: string): Promise<string[]> {
  const practice = resolve(dirname(files.start), program);
  const { onExit } = await loadExercise(files);
  const { signal } = new AbortController();
  const { verdict, steps, miss, printed } = await examine(
    { ...files, practice },
    { signal, onExit },
  );
  expect(printed).toBe('');
  if (verdict === 'solved') return ['solved'];
  const { expected, seen, why } = miss ?? {};
  return [steps.at(-1), expected && `expected ${expected}`, `seen ${seen}`, why].filter(
    (line) => line !== undefined,
  );
}
