import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { key } from '../../site/components/progress.ts';
import { needs } from '../helpers/needs.ts';
import { attributesOf, chromium, lessons, type OpenSite, openSite, readPage } from './built.ts';
import { colours, objections, shown, tooWide, turn } from './on-page.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

describe('The question of the front page', () => {
  const suspects = ['cache', 'app-2', 'app-1'];
  const drawn = (page: Page) =>
    page.$$eval('.guess', (all) =>
      all
        .filter((one) => getComputedStyle(one).display !== 'none')
        .map((one) => one.getAttribute('data-guess')),
    );

  test('draws the guess that was pressed, asks on, and tells nobody whether it is right', async () => {
    const page = await site.visit('/');
    expect(await drawn(page)).toEqual([]);
    const said = new Set<string>();
    const strokes = new Set<string>();
    for (const suspect of suspects) {
      await page.click(`.question [data-guess=${suspect}]`);
      expect(await drawn(page)).toEqual([suspect]);
      const pressed = await page.$$eval('.question [aria-pressed=true]', (all) =>
        all.map((one) => one.getAttribute('data-guess')),
      );
      expect(pressed).toEqual([suspect]);
      said.add(await shown(page, '.said'));
      strokes.add(
        await page.$eval(`.guess[data-guess=${suspect}]`, (one) => getComputedStyle(one).stroke),
      );
    }
    expect(page.url()).toMatch(/:\d+\/$/);
    expect(said.size).toBe(suspects.length);
    expect(strokes.size).toBe(1);
    for (const text of said) {
      expect(text).toMatch(/\?.* Lesson [23] .* Find out in lesson 1$/);
      expect(text).not.toMatch(/right|wrong|correct|connection|keep-alive|socket/i);
    }
    expect(await objections(page)).toEqual([]);
    await turn(page, 'dark');
    expect(await objections(page, colours)).toEqual([]);
  });

  test('is pressed by keyboard, too, and leads to lesson 1', async () => {
    const page = await site.visit('/');
    await page.focus('.question [data-guess=app-2]');
    await page.keyboard.press('Space');
    expect(await drawn(page)).toEqual(['app-2']);
    await Promise.all([page.waitForNavigation(), page.click('.said a')]);
    expect(page.url()).toMatch(/\/01-the-swap\/$/);
  });

  test('is three links to lesson 1 without a script', async () => {
    const page = await site.visit('/', { script: false });
    const links = await page.$$eval('.question a', (all) =>
      all.map((one) => [one.getAttribute('href'), one.getAttribute('role')]),
    );
    expect(links).toEqual(suspects.map(() => ['/01-the-swap/', null]));
  });

  test('fits into 360 px, drawn', async () => {
    const page = await site.visit('/', { width: 360, height: 740 });
    await page.click('.question [data-guess=app-1]');
    expect(await tooWide(page)).toEqual([]);
    expect(await page.$eval('.scene svg', (one) => one.getBoundingClientRect().right)).toBeLessThan(
      360,
    );
  });
});

describe('Progress', () => {
  const at = '2026-11-25T12:31:05.000Z';
  /** As if every question of these lessons had been answered in this browser. */
  const answer = async (page: Page, done: Record<string, number>) => {
    const kept = { choice: 'x', confidence: 'sure', why: '', at };
    const lessons = Object.entries(done).map(([slug, count]) => [
      slug,
      { predictions: Object.fromEntries(Array.from({ length: count }, (_, n) => [`q${n}`, kept])) },
    ]);
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
      key,
      JSON.stringify({ version: 1, lessons: Object.fromEntries(lessons) }),
    ] as const);
  };
  const ticked = (page: Page) =>
    page.$$eval('nav a[data-done]', (all) => all.map((one) => one.getAttribute('data-number')));

  test.each(lessons.map(({ slug }) => slug))('the list knows what %s asks', (slug) => {
    const page = readPage(slug);
    const asks = attributesOf(page, 'a[data-asks][aria-current=page]', 'dataAsks');
    const boxes = attributesOf(page, 'predict-box', 'dataPrediction');
    expect(asks).toEqual([`${boxes.length}`]);
    expect(boxes).not.toEqual([]);
  });

  test('a lesson gets its tick with its last answer, and the front page goes on with the next', async () => {
    const page = await site.visit('/04-curl-disagrees/');
    await answer(page, { '01-the-swap': 2, '02-not-modified': 1, '06-a-guess': 3 });
    await page.reload();
    expect(await ticked(page)).toEqual(['1', '2']);
    await page.click('predict-box label');
    await page.click('predict-box .sure label');
    await page.click('predict-box .predict-now');
    expect(await ticked(page)).toEqual(['1', '2', '4']);

    await page.goto(new URL('/', page.url()).href);
    expect(await shown(page, '.doors li:first-child')).toBe(
      `Go on with lesson 3 3 of ${lessons.length} lessons done`,
    );
    expect(await page.$eval('.doors a', (one) => one.getAttribute('href'))).toMatch(
      /\/03-the-port-looks-dead\/$/,
    );
  });

  test('a reader who has answered nothing is offered lesson 1', async () => {
    const page = await site.visit('/');
    expect(await shown(page, '.doors li:first-child')).toMatch(/^Play the story \d+ minutes$/);
    expect(await ticked(page)).toEqual([]);
  });
});

const missing = '/03-the-port-is-dead/';

describe.each(['/', '/07-the-rows-i-filtered-out/'])('On a phone, %s', (path) => {
  test('has a menu with every lesson and the theme', async () => {
    const page = await site.visit(path, { width: 360, height: 740 });
    await page.click('button[popovertarget]');
    const menu = await page.waitForSelector(':popover-open');
    expect(await shown(page, ':popover-open')).toMatch(/The swap.*What I did not know.*Your table/);
    await page.select(':popover-open starlight-theme-select select', 'dark');
    expect(await page.$eval('html', (html) => html.dataset.theme)).toBe('dark');
    if (path === '/') expect(await objections(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForFunction((one) => !one?.matches(':popover-open'), {}, menu);
  });
});

describe('An address without a page', () => {
  test('offers a search for the words that it has', async () => {
    const page = await site.visit(missing);
    expect(await page.$eval('#lost', (field) => (field as HTMLInputElement).value)).toBe(
      'the port dead',
    );
    await page.focus('#lost');
    await page.keyboard.press('Enter');
    await page.waitForSelector('site-search [href^="/03-the-port-looks-dead/"]');
    expect(await page.$eval('site-search input', (field) => field.value)).toBe('the port dead');
  });

  test('has nothing that axe objects to, and fits into 360 px', async () => {
    const page = await site.visit(missing, { width: 360 });
    expect(await objections(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
  });

  test('without JavaScript leads on, and shows no field that would do nothing', async () => {
    const page = await site.visit(missing, { script: false });
    expect(await shown(page, 'main')).toMatch(/Start at the front page or find your symptom\.$/);
  });

  // The browser itself says on the console that the page was not found.
  beforeEach(() => onTestFinished(() => void site.faults.splice(0)));
});

test.each(['light', 'dark'] as const)(
  'Without JavaScript the theme is the system’s: %s',
  async (theme) => {
    const seen = (one: Page) =>
      one.$$eval('body, main p, .expressive-code pre, .expressive-code span, .label, th', (all) =>
        all.map((element) => {
          const { color, backgroundColor } = getComputedStyle(element);
          return `${element.tagName} ${color} ${backgroundColor}`;
        }),
      );
    const colours = await seen(await site.visit('/symptoms/', { script: false, theme }));
    expect(colours.length).toBeGreaterThan(50);
    expect(colours).toEqual(await seen(await site.visit('/symptoms/', { theme })));
  },
);
