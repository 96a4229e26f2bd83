import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Lesson, listLessons } from '../lessons.ts';
import type { Exercise } from './exercise.ts';

/** A lesson's exercise, and where its parts lie. */
export interface ExerciseFiles {
  lesson: Lesson;
  start: string;
  solution: string;
  check: string;
  /** The learner's own copy of the start. */
  practice: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Every exercise of the course, in the order of the lessons.
 * @param env STILL_ANSWERING_PRACTICE names another folder than `practice` for the learner's files
 */
export function listExercises(env: NodeJS.ProcessEnv): ExerciseFiles[] {
  const practice = env.STILL_ANSWERING_PRACTICE || join(root, 'practice');
  return listLessons()
    .map((lesson) => filesOf(lesson, practice))
    .filter(({ start }) => existsSync(start));
}

function filesOf(lesson: Lesson, practice: string): ExerciseFiles {
  const part = (name: string) => join(root, 'code', lesson.slug, `exercise.${name}.ts`);
  return {
    lesson,
    start: part('start'),
    solution: part('solution'),
    check: part('check'),
    practice: join(practice, `${lesson.slug.slice(0, 2)}.ts`),
  };
}

/** Loads what an exercise says and checks. */
export async function loadExercise({ lesson }: ExerciseFiles): Promise<Exercise> {
  const file = new URL(`../../${lesson.slug}/exercise.check.ts`, import.meta.url);
  return ((await import(file.href)) as { exercise: Exercise }).exercise;
}
