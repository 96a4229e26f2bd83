import { readdirSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listExercises, loadExercise } from '../../code/course/exercises/list-exercises.ts';
import { runCli } from '../helpers/run-cli.ts';
import { earned } from './exercises.earned.ts';
import { earns } from './exercises.earns.ts';

// One wrong program of each here; all of them, and other right answers: `npm run prove exercises`.
describe.each(listExercises({}))('exercise $lesson.number, $lesson.slug', (files) => {
  const folder = dirname(files.start);
  const { start, wrong = {} } = earned[files.lesson.slug] ?? {};

  test('the solution solves it', async () => {
    expect(await earns(files, 'exercise.solution.ts')).toEqual(['solved']);
  });

  test('the start, as shipped, fails for its intended reason', async () => {
    expect(await earns(files, 'exercise.start.ts')).toEqual(start);
  });

  test('every wrong program has its message', () => {
    const there = readdirSync(join(folder, 'exercise.wrong')).map((name) => basename(name, '.ts'));
    expect(Object.keys(wrong).toSorted()).toEqual(there.toSorted());
  });

  test.for(Object.entries(wrong).slice(0, 1))('%s', async ([name, message]) => {
    expect(await earns(files, `exercise.wrong/${name}.ts`)).toEqual(message);
  });

  test('has three hints or more, and none gives away the solution’s text at once', async () => {
    const { hints } = await loadExercise(files);
    expect(hints.length).toBeGreaterThanOrEqual(3);
    expect(new Set(hints).size).toBe(hints.length);
  });
});

test('without curl an exercise that asks it cannot be judged: exit 2 and how to get it', async () => {
  await using home = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  const env = { PATH: '/nowhere', STILL_ANSWERING_PRACTICE: home.path };
  const { status, stdout, leftovers } = await runCli(['exercise', '4'], { env });
  expect(stdout).toMatch(/seen {6}curl is not installed\n\n {2}Debian: apt-get install curl\n/);
  expect([status, leftovers]).toEqual([2, []]);
});
