import { getCollection } from 'astro:content';
import { lessonFields } from '../../code/course/front-matter.ts';
import { syllabus } from '../../code/course/lessons.ts';
import type { Words } from '../../code/run/words.ts';
import { atBase } from './base.ts';
import { wordsOf } from './lessons.ts';

export interface Entry {
  number: number;
  slug: string;
  part: 1 | 2;
  title: string;
  /** What a list calls it that is read before it. */
  nav: string;
  /** Of a written lesson; a planned one has only its title. */
  written: Written | undefined;
}

export interface Written {
  href: string;
  minutes: number;
  words: Words;
}

/** Every lesson of the course in order, written or planned. */
export async function listSyllabus(): Promise<Entry[]> {
  // Not listLessons(): it looks for the pages beside its own file, and a build has moved that.
  const pages = new Map((await getCollection('docs')).map(({ id, data }) => [id, data]));
  return syllabus.map((lesson, index) => {
    const { slug } = lesson;
    const page = pages.get(slug);
    const fields = page && lessonFields.parse(page);
    const title = page?.title ?? ('title' in lesson ? lesson.title : slug);
    return {
      number: index + 1,
      slug,
      part: lesson.part,
      title,
      nav: fields?.nav ?? title,
      written: fields && {
        href: atBase(`/${slug}/`),
        minutes: fields.minutes,
        words: wordsOf(slug, `/${slug}/`),
      },
    };
  });
}
