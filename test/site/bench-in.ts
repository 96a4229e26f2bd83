import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { chromium, firefox, type OpenSite, openSite, type Visit } from './built.ts';
import { plain, shown } from './on-page.ts';

export const bench = 'what-if';

/** The bench's own deeds, in a real browser. */
export function benchIn(name: 'chromium' | 'firefox'): void {
  const program = name === 'firefox' ? firefox : chromium;
  let site: OpenSite;
  let page: Page;
  beforeAll(async () => {
    if (program === undefined) return;
    site = await openSite(name === 'firefox' ? { browser: name } : {});
    page = await openBench(site, '/bench/');
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
}

export async function openBench(site: OpenSite, path: string, options?: Visit): Promise<Page> {
  const page = await site.visit(path, options);
  await page.$eval(bench, (one) => one.scrollIntoView());
  await page.waitForSelector(`${bench}[data-ready]`);
  return page;
}

/** To another run, as a link within the page would. */
export async function go(page: Page, run: string): Promise<void> {
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

export const letters = (page: Page) =>
  page.$$eval(`${bench} .letter`, (all) => all.map((one) => one.firstChild?.textContent).join(''));
export const happened = (page: Page) => shown(page, `${bench} .happened`);
const verdict = (page: Page) => shown(page, `${bench} .verdict`);
const solved = (page: Page) =>
  page.$eval(`${bench} .solved`, (one) => one.textContent).then((text) => plain(text ?? ''));
export const rows = (page: Page, place: string) =>
  page.$$eval(`${bench} ${place} .rows`, (all) =>
    all.map((one) => /LISTEN|[A-Z_]+_WAIT2?|ESTABLISHED/.exec(one.textContent ?? '')?.[0]),
  );
