import { defineCollection } from 'astro:content';
import { docsSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { lessonFields } from '../code/course/front-matter.ts';

export const collections = {
  docs: defineCollection({
    loader: glob({ base: './lessons', pattern: '*.mdx' }),
    // Partial: the pages that are no lessons share the collection. listLessons() checks the lessons.
    schema: docsSchema({ extend: lessonFields.partial() }),
  }),
};
