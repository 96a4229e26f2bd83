import type { Entry } from '../syllabus.ts';

/**
 * The course as structured data: schema.org's `Course` as search engines read it
 * (https://developers.google.com/search/docs/appearance/structured-data/course-info).
 * @param root the site's address; ends with a slash
 */
export function courseData(syllabus: readonly Entry[], root: string): string {
  const written = syllabus.flatMap(({ slug, title, written }) =>
    written ? [{ slug, title, minutes: written.minutes }] : [],
  );
  const minutes = written.reduce((sum, lesson) => sum + lesson.minutes, 0);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Course',
    name: 'Still Answering',
    description: 'A hands-on course on HTTP keep-alive, told as a debugging story.',
    url: root,
    provider: { '@type': 'Organization', name: 'Still Answering', url: root },
    inLanguage: 'en',
    offers: { '@type': 'Offer', category: 'Free' },
    hasCourseInstance: {
      '@type': 'CourseInstance',
      courseMode: 'Online',
      courseWorkload: `PT${minutes}M`,
    },
    hasPart: written.map(({ slug, title }) => ({
      '@type': 'LearningResource',
      name: title,
      url: `${root}${slug}/`,
    })),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c'); // no </script> ends it early
}
