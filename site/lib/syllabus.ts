import { getCollection } from 'astro:content';
import { syllabus } from '../../code/course/lessons.ts';

export interface Entry {
  number: number;
  title: string;
  /** Of a written lesson; a planned one has only its title. */
  written: { href: string; minutes: number | undefined } | undefined;
}

/** Every lesson of the course in order, written or planned. */
export async function listSyllabus(): Promise<Entry[]> {
  // Not listLessons(): it looks for the pages beside its own file, and a build has moved that.
  const pages = new Map((await getCollection('docs')).map(({ id, data }) => [id, data]));
  return syllabus.map((lesson, index) => {
    const page = pages.get(lesson.slug);
    return {
      number: index + 1,
      title: page?.title ?? ('title' in lesson ? lesson.title : lesson.slug),
      written: page && { href: `/${lesson.slug}/`, minutes: page.minutes },
    };
  });
}
