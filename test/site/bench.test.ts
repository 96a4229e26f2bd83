import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { decode } from '../../code/model/actions.ts';
import { eventsOf } from '../../code/model/replay.ts';
import { asRecorded, puzzles } from '../../lessons/puzzles.ts';
import { needs } from '../helpers/needs.ts';
import { chromium, firefox, type OpenSite, openSite, type Visit } from './built.ts';
import { colours, objections, plain, shown, tabTo, tooWide, turn } from './on-page.ts';

const bench = 'what-if';

describe.each([
  ['chromium', chromium],
  ['firefox', firefox],
] as const)('In %s', (name, program) => {
  let site: OpenSite;
  let page: Page;
  beforeAll(async () => {
    if (program === undefined) return;
    site = await openSite(name === 'firefox' ? { browser: name } : {});
    page = await open(site, '/bench/');
  }, 60_000);
  afterAll(() => site?.[Symbol.asyncDispose]());
  beforeEach((ctx) => needs(ctx, name, program));

  test('buttons do it, keys undo and redo it, and the address keeps it', async () => {
    await go(page, 'v');
    for (const letter of ['s', '2', 'r']) await page.click(`${bench} button[value="${letter}"]`);
    expect(await letters(page)).toBe('vs2r');
    expect(await happened(page)).toMatch(/browser GET \/ 304 ● Hello, world! from App 1/);
    expect(new URL(page.url()).hash).toBe('#sim=vs2r');

    await page.keyboard.press('z');
    expect(new URL(page.url()).hash).toBe('#sim=vs2');
    expect(await happened(page)).toMatch(/App 2 listens on port 7888/);
    await page.keyboard.press('y');
    await page.keyboard.press('c');
    expect(await letters(page)).toBe('vs2rc');
    expect(await happened(page)).toMatch(/curl GET \/ 200 ■ Hello, world2! from App 2/);
  });

  test('a scrub goes to any moment, and says in words which; what is done there replaces the rest', async () => {
    await go(page, 'vs2ar');
    await page.focus(`${bench} .scrub input`);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const words = await page.$eval(`${bench} .scrub input`, (one) => one.ariaValueText);
    expect(words).toBe('1: the browser visits');
    expect(await shown(page, `${bench} .all`)).toContain(
      '127.0.0.1:50000 127.0.0.1:7888 ESTABLISHED',
    );
    await page.click(`${bench} button[value=q]`);
    expect(await letters(page)).toBe('vq');
  });

  test('both tables stand beside each other: the filter drops what the other shows', async () => {
    await go(page, 'vs2');
    expect(await rows(page, '.listening')).toEqual(['LISTEN']);
    expect(await rows(page, '.all')).toEqual(['ESTABLISHED', 'LISTEN', 'ESTABLISHED']);
  });

  test('“what will the next reload get?” is judged by the reload, and scored', async () => {
    await go(page, 'vs2');
    await page.click(`${bench} [name=guess][value="2"]`);
    await page.click(`${bench} button[value=r]`);
    expect(await verdict(page)).toBe(
      'You said App 2; it got App 1. It went out on :50000, opened in step 1: whoever accepted it then answers now. 0 of 1 right.',
    );
    await page.click(`${bench} button[value=a]`);
    await page.click(`${bench} [name=guess][value="2"]`);
    await page.click(`${bench} button[value=r]`);
    expect(await verdict(page)).toBe(
      'Right. It had no connection to spare, so it opened one, and App 2 listens. 1 of 2 right.',
    );
  });

  test('a puzzle begins where it begins, and is solved by the state that is reached', async () => {
    await go(page, '');
    await page.select(`${bench} [name=puzzle]`, 'half-fixed');
    expect(await letters(page)).toBe('v');
    for (const letter of 'ld2www') await page.click(`${bench} button[value="${letter}"]`);
    expect(await solved(page)).toBe('');
    await page.click(`${bench} button[value=r]`);
    expect(await solved(page)).toBe('Solved in 7 steps.');
  });
});

describe('The bench', () => {
  let site: OpenSite;
  let page: Page;
  beforeAll(async () => {
    if (!chromium) return;
    site = await openSite();
    page = await open(site, '/bench/');
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
    const page = await open(site, '/07-the-rows-i-filtered-out/', { beside: true });
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
    const page = await open(site, '/bench/?embed#sim=vs2r', { beside: true });
    onTestFinished(() => page.close());
    expect(await shown(page, 'header.header, .sidebar, footer, h1, .sl-markdown-content > p')).toBe(
      '',
    );
    expect(await letters(page)).toBe('vs2r');
    expect(await tooWide(page)).toEqual([]);
  });

  test.each(Object.entries(asRecorded))(
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

async function open(site: OpenSite, path: string, options?: Visit): Promise<Page> {
  const page = await site.visit(path, options);
  await page.$eval(bench, (one) => one.scrollIntoView());
  await page.waitForSelector(`${bench}[data-ready]`);
  return page;
}

/** To another run, as a link within the page would. */
async function go(page: Page, run: string): Promise<void> {
  await page.evaluate((run) => {
    history.replaceState(null, '', '#');
    location.hash = `#sim=${run}`;
  }, run);
  await page.waitForFunction(
    (run) =>
      [...document.querySelectorAll('what-if .letter')]
        .map((one) => one.firstChild?.textContent)
        .join('') === run,
    {},
    run.replace(/^.*-/, ''),
  );
}

const letters = (page: Page) =>
  page.$$eval(`${bench} .letter`, (all) => all.map((one) => one.firstChild?.textContent).join(''));
const happened = (page: Page) => shown(page, `${bench} .happened`);
const verdict = (page: Page) => shown(page, `${bench} .verdict`);
const solved = (page: Page) =>
  page.$eval(`${bench} .solved`, (one) => one.textContent).then((text) => plain(text ?? ''));
const rows = (page: Page, place: string) =>
  page.$$eval(`${bench} ${place} .rows`, (all) =>
    all.map((one) => /LISTEN|[A-Z_]+_WAIT2?|ESTABLISHED/.exec(one.textContent ?? '')?.[0]),
  );
