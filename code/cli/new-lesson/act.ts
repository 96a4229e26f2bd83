import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../base/errors.ts';
import { type Lesson, listLessons, syllabus } from '../../course/lessons.ts';
import { skeleton } from '../../course/skeleton.ts';
import type { Io } from '../io.ts';

const root = new URL('../../../', import.meta.url);

/**
 * `npm run new-lesson 15 pinned`: lays down the files of a planned lesson, each with what to do next.
 * @returns 0: they are there now
 * @throws UsageError for a lesson that is not in the list, or that has one of these files already
 */
export function newLesson(number: string, name: string, io: Pick<Io, 'out'>): number {
  const lesson = planned(number, name);
  const files = Object.entries(skeleton(lesson));
  const there = files.find(([path]) => existsSync(new URL(path, root)));
  if (there) throw new UsageError(`${there[0]} is there already`, `what is missing: ${check}`);
  for (const [path, text] of files) lay(path, text);

  io.out(files.map(([path]) => `${path}\n`).join(''));
  io.out(
    `\nEach says what is NEXT. The order that works: CONTRIBUTING.md. What is missing: ${check}\n`,
  );
  return 0;
}

const check = 'npx vitest run --project code test/lessons/complete.test.ts';

function planned(number: string, name: string): Lesson {
  const lesson = listLessons().find((each) => String(each.number) === number);
  if (!lesson) {
    const next = `${syllabus.length + 1}`.padStart(2, '0');
    throw new UsageError(
      `no lesson “${number}” in the list`,
      `write it into the syllabus of code/course/lessons.ts first, for example: { slug: '${next}-${name}', part: 2, title: '…' }`,
    );
  }
  const [, known = ''] = /^\d+-(.*)$/.exec(lesson.slug) ?? [];
  if (name === known || name === lesson.slug) return lesson;
  throw new UsageError(
    `lesson ${number} is “${known}” in the list, not “${name}”`,
    `npm run new-lesson ${number} ${known}; or give it another name in code/course/lessons.ts`,
  );
}

function lay(path: string, text: string): void {
  const file = fileURLToPath(new URL(path, root));
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${path} cannot be written: ${code}`,
      'a lesson is laid into a checkout that is yours',
    );
  }
}
