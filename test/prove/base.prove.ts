import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { chromium, kinds, openSite } from '../site/built.ts';
import { checkLinks } from '../site/link-check.ts';

// The site as a guest in a folder of somebody else's, as on the pages of a code host.
const base = '/still-answering/';
const origin = 'https://course.example';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'still-answering-base-'));
  const astro = join(import.meta.dirname, '../../node_modules/astro/bin/astro.mjs');
  const args = [astro, 'build', '--outDir', join(folder, base)];
  // vitest's own BASE_URL and NODE_ENV would be the build's.
  const { BASE_URL, NODE_ENV, ...inherited } = process.env;
  const env = { ...inherited, ASTRO_TELEMETRY_DISABLED: '1', SITE: origin, BASE: base };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  expect(status, stdout + stderr).toBe(0);
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('Every internal link leads to a page below the base', () => {
  expect(checkLinks(join(folder, base), base)).toEqual([]);
});

test('Every kind of page loads all it asks for, and the search finds a page below the base', async (ctx) => {
  needs(ctx, 'chromium', chromium);
  await using site = await openSite({ folder });
  for (const path of kinds) {
    const page = await site.visit(base.slice(0, -1) + path);
    expect(await page.$$eval('.places a', (links) => links.map((each) => each.pathname))).toEqual([
      `${base}01-the-swap/`,
      `${base}symptoms/`,
      `${base}servers/`,
      `${base}teach/`,
    ]);
    await page.close();
  }

  const page = await site.visit(`${base}01-the-swap/`);
  await page.click('site-search button');
  await page.waitForSelector('site-search input');
  await page.type('site-search input', 'netstat');
  const found = await page.waitForSelector(`site-search a[href^="${base}03-the-port-looks-dead/"]`);
  expect(found).not.toBeNull();
  expect(site.faults).toEqual([]);
});

test('Each page names its whole address and its picture, and the sitemap every page but the source code', () => {
  const read = (path: string) => readFileSync(join(folder, base, path), 'utf8');
  const inMap = [...read('sitemap-0.xml').matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, each]) => each);
  expect(inMap).toContain(`${origin}${base}symptoms/never-closes/`);
  expect(inMap.filter((each) => each?.includes('/code/'))).toEqual([]);
  for (const each of inMap) {
    const path = `${each}`.slice(`${origin}${base}`.length);
    const page = read(join(path, 'index.html'));
    expect(page).toContain(`<link rel="canonical" href="${each}"`);
    const [, picture = ''] = /<meta property="og:image" content="([^"]*)"/.exec(page) ?? [];
    expect(existsSync(join(folder, picture.slice(origin.length))), each).toBe(true);
  }
  expect(read('llms.txt')).toContain(`(${origin}${base}01-the-swap.md)`);
});
