import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { examine } from '../code/course/exercises/examine.ts';
import { listExercises, loadExercise } from '../code/course/exercises/list-exercises.ts';
import { earned } from './exercises.earned.ts';

const exercises = listExercises({});

describe.each(exercises)('exercise $lesson.number, $lesson.slug', (files) => {
  const folder = dirname(files.start);
  const { slug } = files.lesson;

  /** What a program of this exercise earns, as the lines of its report. */
  async function earns(program: string): Promise<string[]> {
    const practice = join(folder, program);
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

  test('the solution solves it', async () => {
    expect(await earns('exercise.solution.ts')).toEqual(['solved']);
  });

  test('the start, as shipped, fails for its intended reason', async () => {
    expect(await earns('exercise.start.ts')).toEqual(earned[slug]?.start);
  });

  test('every wrong program has its message', () => {
    const wrong = readdirSync(join(folder, 'exercise.wrong')).map((name) => basename(name, '.ts'));
    expect(Object.keys(earned[slug]?.wrong ?? {}).toSorted()).toEqual(wrong.toSorted());
  });

  test.for(Object.entries(earned[slug]?.wrong ?? {}))('%s', async ([name, message]) => {
    expect(await earns(`exercise.wrong/${name}.ts`)).toEqual(message);
  });

  test('has three hints or more, and none gives away the solution’s text at once', async () => {
    const { hints } = await loadExercise(files);
    expect(hints.length).toBeGreaterThanOrEqual(3);
    expect(new Set(hints).size).toBe(hints.length);
  });
});
