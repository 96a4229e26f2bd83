import { safe } from '../../base/text/safe.ts';
import { wrap } from '../../base/text/wrap.ts';
import { type Lesson, listLessons, playsOf } from '../../course/lessons.ts';
import { type Progress, progressFile, readProgress } from '../../course/progress.ts';
import type { Io } from '../io.ts';
import { nextLesson } from '../next-lesson.ts';
import type { LessonFlags } from './command.ts';

/**
 * `npm run lesson`: lists the lessons, or plays one and holds it against its recording.
 * @returns 0: as the lesson says; 1: it is not so
 * @throws UsageError, MissingProgram, PortUnavailable, or what the story threw: cannot tell
 */
export async function lesson(
  words: readonly string[],
  flags: LessonFlags,
  io: Io,
): Promise<number> {
  const lessons = listLessons();
  if (words.length > 0) return await (await import('./play.ts')).playOne(words, flags, lessons, io);
  io.out(list(lessons, readProgress(progressFile(io.env), noteTo(io)), io));
  return 0;
}

/** Says in a line of its own what became of the reader's progress. */
export const noteTo = (io: Io) => (text: string) => io.err(`still-answering: ${safe(text)}\n`);

function list(lessons: readonly Lesson[], progress: Progress, { columns }: Io): string {
  const rows = lessons.map(({ number, slug, nav, page }) => {
    const done = progress.lessons[slug] !== undefined;
    const minutes = page ? (done ? '✓ done' : `${page.minutes} min`) : 'planned';
    const head = `${String(number).padStart(2)}  ${minutes.padStart(7)}  `;
    const program = playsOf(slug) === 'buggy' ? '' : ` · ${playsOf(slug)}.ts`;
    return `${wrap(head + nav + program, columns)}\n`;
  });
  return `${rows.join('')}\n${wrap(onward(lessons, progress), columns)}\n`;
}

/** The first lesson that was not played yet, once one was. */
function onward(lessons: readonly Lesson[], { lessons: played }: Progress): string {
  const written = lessons.filter(({ page }) => page);
  const next = written.find(({ slug }) => played[slug] === undefined);
  if (!next) return `All are played. Next: ${nextLesson(lessons.length, lessons)}`;
  const isBegun = written.some(({ slug }) => played[slug] !== undefined);
  return `${isBegun ? 'Go on' : 'Play one'}: npm run lesson ${next.number}`;
}
