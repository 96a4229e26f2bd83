import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { decode } from '../../code/model/actions.ts';
import { eventsOf } from '../../code/model/replay.ts';
import { asRecorded, puzzles } from '../../lessons/puzzles.ts';
import { needs } from '../helpers/needs.ts';
import { bench, benchIn, go, happened, letters, openBench, rows } from './bench-in.ts';
import { chromium, type OpenSite, openSite } from './built.ts';
import { colours, objections, shown, tabTo, tooWide, turn } from './on-page.ts';

// In Firefox: `npm run prove site`.
describe('In Chromium', () => benchIn('chromium'));

describe('The bench', () => {
  let site: OpenSite;
  let page: Page;
  beforeAll(async () => {
    if (!chromium) return;
    site = await openSite();
    page = await openBench(site, '/bench/');
  });
  afterAll(() => site?.[Symbol.asyncDispose]());
  beforeEach((ctx) => needs(ctx, 'chromium', chromium));

  test('offers all puzzles on its page, the hard ones last', async () => {
    await go(page, '');
    const offered = await page.$$eval(`${bench} [name=puzzle] option`, (all) =>
      all.map(({ value }) => value),
    );
    expect(offered).toEqual(['', ...puzzles.map(({ id }) => id)]);
  });

  test('by keyboard alone: Tab reaches it, and letters work only while it has the focus', async () => {
    await go(page, 'v');
    await page.keyboard.press('s');
    expect(await letters(page)).toBe('v');
    await tabTo(page, `${bench} button[value=r]`);
    await page.keyboard.press('Enter');
    await page.keyboard.press('s');
    expect(await letters(page)).toBe('vrs');
  });

  test('a link with another setting opens it; the setting can be changed', async () => {
    await go(page, '18c3i-vd');
    const chosen = (name: string) =>
      page.$eval(`[name=${name}]`, (one) => (one as HTMLSelectElement).value);
    expect([
      await chosen('node'),
      await chosen('browser'),
      await chosen('pool'),
      await chosen('idle'),
    ]).toEqual(['18', 'c', '3', '5']);
    expect(await rows(page, '.all')).toEqual(['ESTABLISHED', 'ESTABLISHED']);
    await page.select('[name=node]', '26');
    expect(await rows(page, '.all')).toEqual(['CLOSE_WAIT', 'FIN_WAIT2']);
    expect(new URL(page.url()).hash).toBe('#sim=26c3i-vd');
  });

  test('an address with an unknown letter: one sentence with its place, and an empty run', async () => {
    await page.evaluate(() => {
      location.hash = '#sim=vs!';
    });
    await page.waitForFunction(() => document.querySelector('.link')?.textContent);
    expect(await shown(page, `${bench} .link`)).toContain(
      'This address holds no run. "!", letter 3, is no action',
    );
    expect(await letters(page)).toBe('');
  });

  test('its link is copied, and leads to the page of the bench from a lesson, too', async () => {
    const page = await openBench(site, '/07-the-rows-i-filtered-out/', { beside: true });
    onTestFinished(() => page.close());
    const { origin } = new URL(page.url());
    await page
      .browserContext()
      .overridePermissions(origin, ['clipboard-read', 'clipboard-sanitized-write']);
    await page.bringToFront();
    await page.click(`${bench} button[value=c]`);
    await page.click(`${bench} [data-tool=link]`);
    await page.waitForFunction(
      (one) => document.querySelector(one)?.textContent === 'Copied.',
      {},
      `${bench} .link`,
    );
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${origin}/bench/#sim=vs2rc`,
    );
    expect(new URL(page.url()).hash).toBe('');
  });

  test('embedded, it stands there alone', async () => {
    const page = await openBench(site, '/bench/?embed#sim=vs2r', { beside: true });
    onTestFinished(() => page.close());
    expect(await shown(page, 'header.header, .sidebar, footer, h1, .sl-markdown-content > p')).toBe(
      '',
    );
    expect(await letters(page)).toBe('vs2r');
    expect(await tooWide(page)).toEqual([]);
  });

  // The lessons differ in the run alone.
  test.each(Object.entries(asRecorded).slice(0, 1))(
    'in %s: loaded when it comes near, as its recording ends',
    async (lesson, { run }) => {
      const page = await site.visit(`/${lesson}/`, { beside: true });
      onTestFinished(() => page.close());
      expect(await page.$(`${bench}[data-ready]`)).toBeNull();
      await page.$eval(bench, (one) => one.scrollIntoView());
      await page.waitForSelector(`${bench}[data-ready]`);
      expect(await letters(page)).toBe(run);
      const answers = eventsOf(decode(run)).filter(({ kind }) => kind === 'answer');
      const marks = await page.$$eval(
        `${bench} .roll :is(circle, .band ~ rect)`,
        (all) => all.length,
      );
      expect(marks).toBe(answers.length);
    },
  );

  test('without JavaScript it is a figure: picture, last lines, both tables, and where it ends', async () => {
    const page = await site.visit('/bench/', { script: false, beside: true });
    onTestFinished(() => page.close());
    expect(await letters(page)).toBe('vs2r');
    expect(await happened(page)).toMatch(/304 ● Hello, world! from App 1/);
    expect(await rows(page, '.all')).toEqual(['ESTABLISHED', 'LISTEN', 'ESTABLISHED']);
    expect(await shown(page, `${bench} .limits`)).toContain('A model');
    expect(await page.$$(`${bench} button`)).toEqual([]);
  });

  test('nothing is too wide, and axe has nothing to say: wide, dark, on a phone of 360 px', async () => {
    await go(page, '26c-vnlldcs2rtwwwA');
    expect(await objections(page)).toEqual([]);
    await turn(page, 'dark');
    expect(await objections(page, colours)).toEqual([]);
    await page.setViewport({ width: 360, height: 800 });
    expect(await tooWide(page)).toEqual([]);
    expect(await objections(page)).toEqual([]);
  });

  test('wrote no error to the console', () => {
    expect(site.faults).toEqual([]);
  });
});
