import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listLessons } from '../../code/course/lessons.ts';
import { dist } from './built.ts';

test('The page for trainers lists every lesson: written ones with a link and minutes, others as planned', () => {
  const html = readFileSync(join(dist(), 'teach/index.html'), 'utf8');
  const rows = [...html.matchAll(/<tr>\s*<td>\s*(\d+\. .*?)<\/td>\s*<td>(.*?)<\/td>/gs)];
  const listed = rows.map(([, lesson, minutes]) => `${lesson?.trim()}: ${minutes}`);

  const expected = listLessons().map(({ number, slug, title, page }) =>
    page
      ? `${number}. <a href="/${slug}/">${title}</a>: ${page.minutes}`
      : `${number}. ${title}: planned`,
  );
  expect(expected[0]).toMatch(/^1\. <a href="\/01-the-swap\/">/);
  expect(listed).toEqual(expected);
});
