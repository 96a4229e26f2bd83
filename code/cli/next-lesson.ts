import type { Lesson } from '../course/lessons.ts';

/** What plays the lesson after this one; after the last that is written, the reader's own server is next. */
export function nextLesson(number: number, lessons: readonly Lesson[]): string {
  const next = lessons.find((lesson) => lesson.number === number + 1 && lesson.page);
  return next ? `npm run lesson ${next.number}` : 'a server of your own, npm run doctor';
}
