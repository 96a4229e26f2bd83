import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import rehypeParse from 'rehype-parse';
import sharp from 'sharp';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { builtPages } from '../../site/lib/publish/built-pages.ts';
import { courseData } from '../../site/lib/publish/course-data.ts';
import { toMarkdown } from '../../site/lib/publish/markdown.ts';
import { markdownOf, pathBelow, pictureOf } from '../../site/lib/publish/paths.ts';
import { drawPicture } from '../../site/lib/publish/picture.ts';
import { dist } from './built.ts';

describe('A page as Markdown', () => {
  const parser = unified().use(rehypeParse, { fragment: true });
  const markdown = (html: string) => toMarkdown(parser.parse(html));

  test('code keeps its language, its lines and its indentation', () => {
    const line = (text: string) => `<div class="ec-line"><div class="code">${text}</div></div>`;
    const html = `<pre data-language="ts"><code>${line('a {')}${line('  b')}${line('\n')}${line('}')}</code></pre>`;
    expect(markdown(html)).toBe('```ts\na {\n  b\n\n}\n```\n');
  });

  test('a recording is a block, line by line', () => {
    const html = `<pre><code><span class="line">  0.14 s  <span>browser</span>\n</span><span class="line">  0.18 s  end\n</span></code></pre>`;
    expect(markdown(html)).toBe('```\n  0.14 s  browser\n  0.18 s  end\n```\n');
  });

  test('a fold stands open; what only an eye or a finger needs is left out', () => {
    const html = `<details><summary>More</summary><p>Inside <svg></svg><button>Copy</button></p></details>
      <a class="sl-anchor-link" href="#x">#</a><script>no()</script><p hidden>no</p>`;
    expect(markdown(html)).toBe('**More**\n\nInside\n');
  });

  test('lies beside each built page, recordings and snippets in it, and is told of in the page', async () => {
    const pages = await builtPages(dist());
    for (const { path } of pages) {
      expect(readFileSync(join(dist(), markdownOf(path)), 'utf8'), path).not.toBe('');
      expect(readFileSync(join(dist(), path, 'index.html'), 'utf8')).toContain(
        `href="/${markdownOf(path)}"`,
      );
    }
    const first = readFileSync(join(dist(), '01-the-swap.md'), 'utf8');
    expect(first).toMatch(/^ +\d\.\d\d s {2}browser {7}GET \/ {2}304 {2}● Hello, world!$/m);
    expect(first).toContain('closeIdleConnections = () => {}; // close() as it was before Node 19');
    const list = readFileSync(join(dist(), 'llms.txt'), 'utf8');
    expect(list.match(/^- \[/gm)).toHaveLength(pages.length);
  });
});

test('Without SITE there is no canonical address, no sitemap and no picture', () => {
  const page = readFileSync(join(dist(), 'index.html'), 'utf8');
  expect(page).not.toMatch(/rel="canonical"|og:image|ld\+json/);
});

test('A page’s picture is 1200 by 630, and the same each time', async () => {
  const about = { label: 'Lesson 3', title: 'T', description: '', line: 'browser  304  ● Hello' };
  const [one, two] = [await drawPicture(about), await drawPicture(about)];
  expect(await sharp(one).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
  expect(one.equals(two)).toBe(true);
  const without = await drawPicture({ ...about, line: 'browser  304  ■ Hello' });
  expect(without.equals(one), 'the other app has another mark').toBe(false);
});

test('A page’s path, Markdown and picture, with a base and without', () => {
  expect(pathBelow('/', '/01-the-swap/')).toBe('01-the-swap/');
  expect(pathBelow('/course', '/course/symptoms/close-wait/')).toBe('symptoms/close-wait/');
  expect([markdownOf(''), markdownOf('symptoms/close-wait/')]).toEqual([
    'index.md',
    'symptoms/close-wait.md',
  ]);
  expect(pictureOf('01-the-swap/')).toBe('pictures/01-the-swap.png');
});

test('The course’s data sums the minutes of what is written, and ends no script early', () => {
  const entry = { number: 1, part: 1 as const, slug: 'a', title: '</script>', nav: '' };
  const written = { href: '', minutes: 8, words: {} as never };
  const text = courseData(
    [
      { ...entry, written },
      { ...entry, written: undefined },
    ],
    'https://x.example/',
  );
  expect(text).not.toContain('</');
  expect(JSON.parse(text)).toMatchObject({
    '@type': 'Course',
    hasCourseInstance: { courseWorkload: 'PT8M' },
    hasPart: [{ name: '</script>', url: 'https://x.example/a/' }],
  });
});
