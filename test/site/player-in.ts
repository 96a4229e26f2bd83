import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { chromium, firefox, type OpenSite, openSite } from './built.ts';
import { shown } from './on-page.ts';

export const lesson1 = '/01-the-swap/';
/** The first run of a page, and the one that answers lesson 1’s question. */
export const first = 'run-player:not([data-answers])';
export const result = 'run-player[data-answers=who-answers]';
const box = 'predict-box[data-prediction=who-answers]';

/** What a reader does with a run, in a real browser. */
export function playerIn(name: 'chromium' | 'firefox'): void {
  const program = name === 'firefox' ? firefox : chromium;
  let site: OpenSite;
  let page: Page;
  beforeAll(async () => {
    if (program === undefined) return;
    site = await openSite(name === 'firefox' ? { browser: name } : {});
    page = await site.visit(lesson1, { width: 1440, height: 900 });
  }, 60_000); // Firefox takes its time to begin, and more on a busy machine
  afterAll(() => site?.[Symbol.asyncDispose]());
  beforeEach((ctx) => needs(ctx, name, program));

  test('a run stands there whole, and plays by itself at no time', async () => {
    expect(await state(page, first)).toEqual({ at: 3, of: 3, off: 0, label: 'Play' });
  });

  test('Play shows its lines in recorded order, each with its mark, to the end', async () => {
    await page.select(`${first} select`, '2');
    await page.evaluate((run) => {
      const player = document.querySelector(run);
      const seen: string[] = [];
      const look = () => {
        const lines = [...(player?.querySelectorAll('.line[data-at]:not(.off)') ?? [])].length;
        const marks = [...(player?.querySelectorAll('.mark.on') ?? [])].length;
        if (seen.at(-1) !== `${lines} ${marks}`) seen.push(`${lines} ${marks}`);
        Object.assign(window, { seen });
        requestAnimationFrame(look);
      };
      player?.querySelector<HTMLButtonElement>('[data-do=play]')?.click();
      look();
    }, first);
    await page.waitForFunction(
      () => 'seen' in window && (window.seen as string[]).at(-1) === '3 2',
    );
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([
      '0 0',
      '1 0',
      '2 1',
      '3 2',
    ]);
    expect(await state(page, first)).toEqual({ at: 3, of: 3, off: 0, label: 'Play' });
  });

  test('steps go back and on, as many as were pressed, also in a hurry', async () => {
    await page.click(`${first} [data-do=back]`);
    await page.click(`${first} [data-do=back]`);
    await until(page, first, 1);
    expect(await state(page, first)).toEqual({ at: 1, of: 3, off: 2, label: 'Play on' });
    await page.click(`${first} [data-do=next]`);
    await until(page, first, 2);
    await page.click(`${first} [data-do=all]`);
    expect(await state(page, first)).toMatchObject({ at: 3, off: 0 });
  });

  test('the keys scrub: Home, arrows, End, and Space plays; each place has its words', async () => {
    await page.focus(`${first} input`);
    await page.keyboard.press('Home');
    await until(page, first, 0);
    expect(await words(page)).toBe('Before the first line');
    await page.keyboard.press('ArrowRight');
    await until(page, first, 1);
    await page.keyboard.press('ArrowRight');
    await until(page, first, 2);
    expect(await words(page)).toMatch(
      /^Line 2 of 3: \d\.\d\d s browser GET \/ 200 ● Hello, world!$/,
    );
    await page.keyboard.press(' ');
    await until(page, first, 3);
  });

  test('a result waits behind its veil: who asked stands there, what came does not', async () => {
    const veiled = () => shown(page, `${result} .line`);
    expect(await veiled()).toMatch(/^Two clients ask \d\.\d\d s fresh client \d\.\d\d s browser$/);
    expect(await shown(page, `${result} .veil`)).toContain('Show anyway');
    expect(await visible(page, `${result} .mark:not(.past)`)).toBe(0);
    expect(await visible(page, '.waits strong')).toBe(0);
  });

  test('predict, watch the run, then be told: below the last line', async () => {
    await page.click(`${box} label:has([value=app-2])`);
    await page.click(`${box} label:has([value=sure])`);
    await page.click(`${box} .predict-now`);
    expect(await shown(page, `${result} .outcome`)).toBe('');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('watch');
    await page.select(`${result} select`, '2');
    await page.keyboard.press('Enter');
    await until(page, result, 3);
    const verdict = await shown(page, `${result} .outcome`);
    expect(verdict).toMatch(/^You were sure\. .* Your browser did not: it showed Hello, world!$/);
    expect(await visible(page, '.waits')).toBe(0);
    const [line, told] = await page.$$eval(
      `${result} .line:last-child, ${result} .outcome`,
      (all) => all.map((one) => one.getBoundingClientRect().top),
    );
    expect(told).toBeGreaterThan(line ?? Infinity);
  });

  test('the fixed program and the buggy one are switched at the same moment', async () => {
    await page.$$eval('details.fold', (folds) => {
      for (const fold of folds) fold.open = true;
    });
    const compared = 'run-player:has(.compare)';
    await page.focus(`${compared} input`);
    await page.keyboard.press('End');
    await page.click(`${compared} [data-do=back]`); // before the finding
    await page.click(`${compared} [data-do=back]`); // before the browser’s answer
    await until(page, compared, 4);
    const last = () =>
      page.$$eval('.transcript:not([hidden]) .now', (all) =>
        all.map((one) => one.textContent.trim()),
      );
    const fixed = await last();
    await page.click(`${compared} .compare button:not([aria-pressed=true])`);
    expect(await state(page, compared)).toMatchObject({ at: 3, of: 5 });
    expect(fixed.at(-1)).toContain('fresh client');
    expect((await last()).at(-1)).toContain('fresh client');
  });

  test('each mark stands at the height of its line, and on a phone from left to right', async () => {
    const tab = await site.visit('/06-a-guess/', { width: 1440, height: 900, beside: true });
    const off = await tab.$$eval('.transcript.pictured', (all) =>
      all.flatMap((one) => {
        const past = Number((one as HTMLElement).style.getPropertyValue('--past'));
        const lines = [...one.querySelectorAll('.line')];
        return [...one.querySelectorAll<HTMLElement>('.mark:not(.past)')].map((mark) => {
          const line = lines[Number(mark.style.getPropertyValue('--from')) - 1 - past];
          return Math.abs(
            mark.getBoundingClientRect().top - (line?.getBoundingClientRect().top ?? 1e4),
          );
        });
      }),
    );
    expect(off.length).toBeGreaterThan(3);
    expect(Math.max(...off)).toBeLessThan(2);
    await tab.setViewport({ width: 390, height: 800 });
    const strip = await tab.$eval('.picture', (picture) =>
      [...picture.querySelectorAll('.mark')].map((mark) => mark.getBoundingClientRect().left),
    );
    expect(strip).toEqual([...strip].sort((a, b) => a - b));
    await tab.close();
  });

  test('and nothing was written to the console', () => {
    expect(site.faults).toEqual([]);
  });
}

/** Where a run is. */
export function state(page: Page, run: string) {
  return page.$eval(run, (player) => {
    const range = player.querySelector('input');
    const stage = player.querySelector('.transcript:not([hidden])');
    return {
      at: Number(range?.value),
      of: Number(range?.max),
      off: stage?.querySelectorAll('.off[data-at]').length,
      label: player.querySelector('[data-do=play]')?.textContent,
    };
  });
}

/** Waits until a run has come to a line. */
async function until(page: Page, run: string, line: number): Promise<void> {
  await page.waitForFunction(
    (run, line) => {
      const range = document.querySelector<HTMLInputElement>(`${run} input`);
      const moving = document.querySelector(`${run} .playing`);
      return range?.valueAsNumber === line && (!moving || range.value !== range.max);
    },
    {},
    run,
    line,
  );
}

const words = (page: Page) =>
  page.$eval(`${first} input`, (range) => range.getAttribute('aria-valuetext'));

/** How many of these can be seen. */
function visible(page: Page, selector: string): Promise<number> {
  return page.$$eval(
    selector,
    (all) => all.filter((one) => one.checkVisibility({ visibilityProperty: true })).length,
  );
}
