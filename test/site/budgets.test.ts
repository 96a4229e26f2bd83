import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { chromium, dist, lessons, type OpenSite, openSite } from './built.ts';

/** Bytes of a lesson's page under brotli 11, which is the default of Node's zlib. */
const budget = { html: 18 * 1024, css: 15 * 1024, script: 12 * 1024, bench: 12 * 1024 };

const size = (data: Uint8Array | string) => brotliCompressSync(data).length;
/** The lessons share their sheets and scripts: each is compressed once. */
const sizes = new Map<string, number>();
function sharedSize(text: string): number {
  const known = sizes.get(text) ?? size(text);
  sizes.set(text, known);
  return known;
}

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());

describe.each(lessons.map(({ slug }) => slug))('Lesson %s keeps its budget', (slug) => {
  const html = () => readFileSync(join(dist(), slug, 'index.html'), 'utf8');

  test('of HTML', () => {
    expect(size(html())).toBeLessThanOrEqual(budget.html);
  });

  test('of CSS, and loads no font', () => {
    const links = [...html().matchAll(/<link[^>]+rel="stylesheet"[^>]*>/g)].map(([tag]) => tag);
    const files = links.map((tag) => /href="([^"]+)"/.exec(tag)?.[1] ?? '');
    const styles = files.map((file) => readFileSync(join(dist(), file), 'utf8'));
    const total = styles.reduce((sum, css) => sum + sharedSize(css), 0);

    expect(files).not.toEqual([]);
    expect(total).toBeLessThanOrEqual(budget.css);
    expect(styles.filter((css) => css.includes('@font-face'))).toEqual([]);
    expect(globSync('**/*.{woff,woff2,ttf,otf}', { cwd: dist() })).toEqual([]);
  });
});

// One with an ending and one with the bench: the others load the same.
describe.each(['07-the-rows-i-filtered-out', '09-what-i-did-not-know'])(
  'Lesson %s keeps its budget of script',
  (slug) => {
    beforeEach((ctx) => needs(ctx, 'chromium', chromium));

    test('in a real Chromium, before any interaction, the inline ones included', async () => {
      const scripts: Promise<string>[] = [];
      const benches: Promise<string>[] = [];
      const page = await site.visit(`/${slug}/`, {
        watch: async (tab) => {
          await tab.setCacheEnabled(false); // what another lesson brought counts here, too
          tab.on('response', (response) => {
            if (response.request().resourceType() !== 'script') return;
            // It comes when its figure is near the screen, and has a budget of its own.
            const isBench = /\/bench[-.][^/]*\.js$/.test(response.url());
            (isBench ? benches : scripts).push(response.text());
          });
        },
      });
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await page.waitForNetworkIdle();
      const inline = await page.$$eval('script:not([src])', (all) => all.map((one) => one.text));
      await page.close();

      const bodies = [...(await Promise.all(scripts)), ...inline];
      expect(scripts).not.toEqual([]);
      expect(bodies.reduce((sum, body) => sum + sharedSize(body), 0)).toBeLessThanOrEqual(
        budget.script,
      );
      for (const bench of await Promise.all(benches))
        expect(sharedSize(bench)).toBeLessThanOrEqual(budget.bench);
    });
  },
);
