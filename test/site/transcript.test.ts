import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { chromium, type OpenSite, openSite } from './built.ts';
import { shown } from './on-page.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

const lines = '.transcript .line';

test('A transcript stands on the page once, for eyes, for a search, and without any style', async () => {
  const page = await site.visit('/01-the-swap/');
  const [last = ''] =
    (await shown(page, '.transcript')).match(/\d\.\d\d s browser GET \/ 304/) ?? [];
  const time = last.slice(0, 6);
  expect(time).toMatch(/^\d\.\d\d s$/);

  const times = (text: string | null) => text?.split(time).length;
  const written = await page.$eval('main', (main) => main.textContent);
  expect(times(written)).toBe(2);
  expect(times(await shown(page, 'main'))).toBe(2);
  await page.setViewport({ width: 360, height: 740 });
  expect(times(await shown(page, 'main'))).toBe(2);
  await page.close();
});

test('A phone shows the same lines as a wide page, and what the browser got in one piece', async () => {
  const page = await site.visit('/01-the-swap/');
  const wide = await shown(page, '.transcript');
  await page.setViewport({ width: 360, height: 740 });

  expect(await shown(page, '.transcript')).toBe(wide);
  expect(new Set(await rows(page, /browser +GET/))).toEqual(new Set([1]));
  expect(new Set(await rows(page, /fresh client +GET/))).toEqual(new Set([2]));
  await page.close();
});

/** On how many rows of the page each line of a transcript stands that fits the pattern. */
function rows(page: Page, pattern: RegExp): Promise<number[]> {
  return page.$$eval(
    lines,
    (all, source) =>
      all
        .filter((line) => line.checkVisibility() && new RegExp(source).test(line.textContent))
        .map((line) =>
          Math.round(line.clientHeight / Number.parseFloat(getComputedStyle(line).lineHeight)),
        ),
    pattern.source,
  );
}
