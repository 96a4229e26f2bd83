import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../code/course/front-matter.ts';
import { listLessons, loadLesson, syllabus } from '../../code/course/lessons.ts';
import { readPageHead } from '../../code/course/page-head.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const list = (path: string) => readdirSync(new URL(path, root));
const written = listLessons().filter(({ page }) => page);

test('the list names every lesson folder, page and words, and no other', () => {
  const slugs = written.map(({ slug }) => slug);
  expect(slugs.length).toBeGreaterThan(0);
  expect(list('code/').filter((name) => /^\d\d-/.test(name))).toEqual(slugs);
  expect(list('lessons/').filter((name) => /^\d\d-.*\.mdx$/.test(name))).toEqual(
    slugs.map((slug) => `${slug}.mdx`),
  );
  expect(list('lessons/').filter((name) => name.endsWith('.words.ts'))).toEqual(
    slugs.map((slug) => `${slug}.words.ts`),
  );
  for (const slug of slugs) expect(list('test/lessons/')).toContain(`${slug}.test.ts`);
  expect(syllabus.map(({ slug }) => Number(slug.slice(0, 2)))).toEqual(
    syllabus.map((_, index) => index + 1),
  );
});

describe.each(written)('lesson $number, $slug', ({ slug }) => {
  const mdx = read(`lessons/${slug}.mdx`);
  const headings = [...mdx.matchAll(/^#{2,} (.+)$/gm)].map(([, text = '']) => text.trim());
  const anchors = headings.map((text) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replace(/\s/g, '-'),
  );
  const programs = list(`code/${slug}/`).filter((name) => /\.(ts|py)$/.test(name));
  // A solution is one command away, not one click: no page leads to it, nor to what checks it.
  const unlinked = programs.filter((name) => /^exercise\.(?!start)/.test(name));
  const wrong = existsSync(new URL(`code/${slug}/exercise.wrong/`, root))
    ? list(`code/${slug}/exercise.wrong/`).map((name) => `exercise.wrong/${name}`)
    : [];

  test.each([...programs, ...wrong])(
    '%s says at its head which heading tells about it; the page leads to it, and to no solution',
    (name) => {
      const [, page, anchor = ''] =
        /^(?:\/\/|#) Lesson \d+: (lessons\/[\w-]+\.mdx)#(\S+)$/m.exec(
          read(`code/${slug}/${name}`),
        ) ?? [];
      expect(page).toBe(`lessons/${slug}.mdx`);
      expect(anchors).toContain(anchor);
      const hidden = unlinked.includes(name) || wrong.includes(name);
      if (hidden) expect(mdx).not.toContain(`${slug}/${name}`);
      else expect(mdx).toContain(`${slug}/${name}`);
    },
  );

  test('every prediction asks with a right and a wrong answer, each with its own feedback', async () => {
    const { words } = await loadLesson(slug);
    for (const { options } of Object.values(words.predictions)) {
      expect(options.length).toBeGreaterThanOrEqual(3);
      expect(options.filter(({ misconception }) => !misconception)).not.toEqual([]);
      const said = options.flatMap(({ feedback }) => feedback.map(({ say }) => say));
      expect(new Set(said).size).toBe(said.length);
    }
    for (const id of Object.keys(words.predictions)) expect(mdx).toContain(`id="${id}"`);
  });
});

describe('broken front matter is shown with file and line', () => {
  const good = [
    '---',
    'title: T',
    'description: D',
    'nav: N',
    'minutes: 8',
    'goals: [g]',
    'lens: story',
    'skip: s',
    '---',
    '',
  ];
  test.for([
    [
      'minutes in words',
      'minutes: 8',
      'minutes: eight',
      'x.mdx:5: minutes: Invalid input: expected number',
    ],
    ['an unquoted colon', 'description: D', 'description: a: b', 'x.mdx:3: Nested mappings'],
    ['a lens that is none', 'lens: story', 'lens: red', 'x.mdx:7: lens: Invalid option'],
    ['a long name in lists', 'nav: N', `nav: ${'N'.repeat(25)}`, 'x.mdx:4: nav: Too big'],
    ['no title', 'title: T', 'tilte: T', 'x.mdx:2: title: Invalid input: expected string'],
    ['no front matter', '---', '', 'x.mdx:1: no front matter'],
  ] as const)('%s', async ([, line, broken, message]) => {
    const folder = await mkdtemp(join(tmpdir(), 'still-answering-test-'));
    await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
    const file = join(folder, 'x.mdx');
    await writeFile(file, good.map((each) => (each === line ? broken : each)).join('\n'));
    expect(() => readFrontMatter(file, 'x.mdx')).toThrow(message);
  });
});

describe('the head of a page, read line by line', () => {
  test.each(written)('lesson $number: says what the whole of its front matter says', ({ slug }) => {
    const file = new URL(`lessons/${slug}.mdx`, root);
    expect(readFrontMatter(file, slug)).toMatchObject(readPageHead(file, slug));
  });

  test.each([
    [
      'a title in quotes',
      'title: "Not: modified"\nminutes: 8\nlens: whole\nnav: n',
      'Not: modified',
    ],
    ['a title in single ones', "title: 'It''s me'\nminutes: 8\nlens: whole\nnav: n", "It's me"],
  ])('%s', async (_, text, title) => {
    await using page = await pageOf(`---\n${text}\n---\n`);
    expect(readPageHead(page.file, 'x.mdx').title).toBe(title);
  });

  test.each([
    ['no front matter', 'title: x\n', 'x.mdx:1: no front matter'],
    ['no minutes', '---\ntitle: x\nlens: whole\nnav: n\n---\n', 'x.mdx:1: minutes is missing'],
    [
      'half a minute',
      '---\ntitle: x\nminutes: 0.5\nlens: whole\nnav: n\n---\n',
      'x.mdx:3: minutes is wrong',
    ],
    ['no such lens', '---\ntitle: x\nminutes: 1\nlens: x\nnav: n\n---\n', 'x.mdx:4: lens is wrong'],
    [
      'only below',
      '---\nminutes: 1\nlens: whole\nnav: n\n---\ntitle: x\n',
      'x.mdx:1: title is missing',
    ],
  ])('%s: file and line', async (_, text, says) => {
    await using page = await pageOf(text);
    expect(() => readPageHead(page.file, 'x.mdx')).toThrow(says);
  });
});

async function pageOf(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'still-answering-'));
  const file = join(folder, 'page.mdx');
  await writeFile(file, text);
  return { file, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
