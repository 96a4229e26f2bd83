import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dist } from './built.ts';
import { checkLinks } from './link-check.ts';

test('Every internal link of the built site leads to a page, and to a place on it', () => {
  expect(checkLinks(dist())).toEqual([]);
});

test('Code that is no lesson’s has a page only where another page leads to it', () => {
  const pages = globSync('**/index.html', { cwd: dist() });
  const isCode = (page: string) => page.startsWith('code/');
  const text = pages
    .filter((page) => !isCode(page))
    .map((page) => readFileSync(join(dist(), page), 'utf8'))
    .join();
  const others = pages.filter((page) => isCode(page) && !/^code\/\d\d-/.test(page)).map(dirname);
  expect(others.length).toBeGreaterThan(5);
  expect(others.filter((page) => !text.includes(`href="/${page}/`))).toEqual([]);
});

test('The link check finds a missing page, a missing place and a missing picture', () => {
  const folder = site({
    'index.html': `
      <a href="/one/">there</a> <a href="one/#here">there too</a> <a href="/one">a redirect away</a>
      <a href="/two/">gone</a> <a class="a > b" href='/one/#there'>gone</a> <img src="/mark.svg" alt="">
      <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9">not ours</a>`,
    'one/index.html': `
      <h1 id="here">One</h1> <a href="#here">there</a> <a href="#gone">gone</a>
      <script>const no = '<a href="/nothing/">';</script> <!-- <a href="/nothing/"> -->`,
  });

  expect(checkLinks(folder)).toEqual([
    { page: 'index.html', link: '/two/', problem: 'no such page' },
    { page: 'index.html', link: '/one/#there', problem: 'no such place on the page' },
    { page: 'index.html', link: '/mark.svg', problem: 'no such page' },
    { page: 'one/index.html', link: '#gone', problem: 'no such place on the page' },
  ]);
});

test('A link that leads out of the base is broken', () => {
  const folder = site({
    'index.html':
      '<a href="/course/one/">there</a> <a href="/one/">out</a> <a href="one/">there</a>',
    'one/index.html': '<a href="../">there</a> <a href="../../">out</a>',
  });

  expect(checkLinks(folder, '/course/')).toEqual([
    { page: 'index.html', link: '/one/', problem: 'no such page' },
    { page: 'one/index.html', link: '../../', problem: 'no such page' },
  ]);
});

function site(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
