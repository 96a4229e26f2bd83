import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { chromium, kinds, type OpenSite, openSite } from './built.ts';
import { colours, objections, shown, tooWide, turn, unfold } from './on-page.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

/**
 * Pages that have among them each part of a page. The tests of front page, predictions, symptoms, table
 * and bench ask axe themselves; `prove site` shows it every page.
 */
test.each([
  '/09-what-i-did-not-know/',
  '/code/01-the-swap/buggy.ts/',
  '/servers/node-close/',
  '/teach/',
])('%s has nothing that axe objects to, light and dark', async (path) => {
  const page = await site.visit(path);
  await unfold(page);
  expect(await objections(page)).toEqual([]);
  // The dark theme is a set of colours.
  await turn(page, 'dark');
  expect(await objections(page, colours)).toEqual([]);
});

// Without script, which costs a browser half of it; `prove site` looks at every page with it.
test.each(kinds)('%s fits into 360 px, down to every line of code', async (path) => {
  const page = await site.visit(path, { script: false, width: 360, height: 740 });
  await unfold(page);
  expect(await tooWide(page)).toEqual([]);
});

test('A reader whose system is dark gets the dark theme', async () => {
  const page = await site.visit('/', { theme: 'dark' });
  expect(await page.$eval('html', (html) => html.dataset.theme)).toBe('dark');
});

test('The front page is one screen, and says it in 90 words', async () => {
  const page = await site.visit('/', { width: 1280, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(800);
  const parts = 'h1, .tagline, .measured, .question :is(h2, li), .doors li, .commands div';
  const text = await shown(page, parts);
  expect(text).toMatch(/^You stopped the server. It still answers. /);
  expect(text.split(' ').length).toBeLessThanOrEqual(90);
  await page.keyboard.press('Shift'); // ends what plays by itself
  expect(await shown(page, '.case pre, .case .measured, .question')).toMatch(
    /browser GET \/ 200 ● Hello, world! .* App 1 stops .* fresh client GET \/ 200 ■ Hello, world2! .* browser GET \/ 304 ● Hello, world! Recorded \d{4}-\d\d-\d\d · Node \d+\.\d+ · Chromium \d+ Who answered/,
  );
});

test('A lesson moves nothing for a reader who asked for less motion', async () => {
  const page = await site.visit('/01-the-swap/');
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  const moving = await page.$$eval('*', (all) =>
    all
      .filter((one) => /[1-9]/.test(getComputedStyle(one).transitionDuration))
      .map((one) => one.outerHTML.slice(0, 80)),
  );
  expect(moving).toEqual([]);
});

test('The search loads nothing before it is asked, then finds “listening”, by keyboard alone', async () => {
  const loaded: string[] = [];
  const page = await site.visit('/01-the-swap/', {
    watch: (tab) => tab.on('request', (request) => loaded.push(request.url())),
  });
  await page.waitForNetworkIdle();
  expect(loaded.filter((url) => /pagefind|ui-core|ui\./.test(url))).toEqual([]);

  await page.keyboard.press('/');
  await page.waitForFunction(() => document.activeElement?.matches('site-search input'));
  await page.keyboard.type('listening');
  await page.waitForSelector(
    'site-search .pagefind-ui__result-link[href^="/03-the-port-looks-dead/"]',
  );
  await page.waitForFunction(() => !document.querySelector('.pagefind-ui__loading'));
  expect(await objections(page)).toEqual([]);

  await page.keyboard.press('Escape');
  await page.waitForSelector('site-search dialog:not([open])');
  await page.keyboard.down('Control');
  await page.keyboard.press('k');
  await page.keyboard.up('Control');
  await page.waitForFunction(() => document.activeElement?.matches('site-search input'));
});

test('No page that was opened here wrote an error to the console', () => {
  expect(site.faults).toEqual([]);
});
