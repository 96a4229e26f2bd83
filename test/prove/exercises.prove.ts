import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listExercises } from '../../code/course/exercises/list-exercises.ts';
import { earned } from '../lessons/exercises.earned.ts';
import { earns } from '../lessons/exercises.earns.ts';
import { alsoRight } from '../lessons/exercises.right.ts';

/** Its check waits for seconds and does nothing meanwhile: its programs are tried side by side. */
const waits = (slug: string) => slug === '13-the-process-that-will-not-exit';

describe.each(listExercises({}))('exercise $lesson.number, $lesson.slug', (files) => {
  const { slug } = files.lesson;
  const tried = waits(slug) ? test.concurrent : test;

  tried.for(Object.entries(alsoRight[slug] ?? {}))('another right answer: %s', async ([, text]) => {
    await using home = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
    const practice = join(home.path, 'right.ts');
    await writeFile(practice, text);
    expect(await earns(files, practice)).toEqual(['solved']);
  });

  tried.for(Object.entries(earned[slug]?.wrong ?? {}))('%s', async ([name, message]) => {
    expect(await earns(files, `exercise.wrong/${name}.ts`)).toEqual(message);
  });
});
