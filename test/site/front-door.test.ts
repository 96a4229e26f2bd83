import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { chromium, type OpenSite, openSite, type Visit } from './built.ts';
import { colours, objections, shown, tooWide, turn } from './on-page.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

async function visit(path: string, options?: Visit): Promise<Page> {
  const page = await site.visit(path, options);
  onTestFinished(() => page.close());
  return page;
}

const missing = '/03-the-port-is-dead/';

describe.each(['/', '/07-the-rows-i-filtered-out/', '/table/'])('On a phone, %s', (path) => {
  test('has a menu with every lesson and the theme', async () => {
    const page = await visit(path, { width: 360, height: 740 });
    await page.click('button[popovertarget]');
    const menu = await page.waitForSelector(':popover-open');
    expect(await shown(page, ':popover-open')).toMatch(/The swap.*What I did not know.*Your table/);
    await page.select(':popover-open starlight-theme-select select', 'dark');
    expect(await page.$eval('html', (html) => html.dataset.theme)).toBe('dark');
    expect(await objections(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForFunction((one) => !one?.matches(':popover-open'), {}, menu);
  });
});

describe('An address without a page', () => {
  test('offers a search for the words that it has', async () => {
    const page = await visit(missing);
    expect(await page.$eval('#lost', (field) => (field as HTMLInputElement).value)).toBe(
      'the port dead',
    );
    await page.focus('#lost');
    await page.keyboard.press('Enter');
    await page.waitForSelector('site-search [href^="/03-the-port-looks-dead/"]');
    expect(await page.$eval('site-search input', (field) => field.value)).toBe('the port dead');
  });

  test('has nothing that axe objects to, and fits into 360 px', async () => {
    const page = await visit(missing, { width: 360 });
    expect(await objections(page)).toEqual([]);
    await turn(page, 'dark');
    expect(await objections(page, colours)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
  });

  test('without JavaScript leads on, and shows no field that would do nothing', async () => {
    const page = await visit(missing, { script: false });
    expect(await shown(page, 'main')).toMatch(/Start at the front page or find your symptom\.$/);
  });

  // The browser itself says on the console that the page was not found.
  beforeEach(() => onTestFinished(() => void site.faults.splice(0)));
});

test.each(['light', 'dark'] as const)(
  'Without JavaScript the theme is the system’s: %s',
  async (theme) => {
    const page = await visit('/symptoms/', { script: false, theme });
    const plain = await visit('/symptoms/', { theme });
    const seen = (one: Page) =>
      one.$$eval('body, main p, .expressive-code pre, .expressive-code span, .label, th', (all) =>
        all.map((element) => {
          const { color, backgroundColor } = getComputedStyle(element);
          return `${element.tagName} ${color} ${backgroundColor}`;
        }),
      );
    const colours = await seen(page);
    expect(colours.length).toBeGreaterThan(50);
    expect(colours).toEqual(await seen(plain));
  },
);
