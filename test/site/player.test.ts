import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { chromium, dist, firefox, lessons, type OpenSite, openSite } from './built.ts';
import { shown } from './on-page.ts';

const lesson1 = '/01-the-swap/';
/** The first run of a page, and the one that answers lesson 1’s question. */
const first = 'run-player:not([data-answers])';
const result = 'run-player[data-answers=who-answers]';
const box = 'predict-box[data-prediction=who-answers]';

describe.each([
  ['chromium', chromium],
  ['firefox', firefox],
] as const)('In %s', (name, program) => {
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
});

describe('In Chromium', () => {
  let site: OpenSite;
  beforeAll(async () => {
    if (chromium) site = await openSite();
  });
  afterAll(() => site?.[Symbol.asyncDispose]());
  beforeEach((ctx) => needs(ctx, 'chromium', chromium));

  test('who wants no motion presses once a line', async () => {
    const page = await site.visit(lesson1);
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await page.waitForFunction(
      (run) => document.querySelector(run)?.textContent.includes('Next line'),
      {},
      first,
    );
    await page.click(`${first} [data-do=play]`);
    expect(await state(page, first)).toEqual({ at: 1, of: 3, off: 2, label: 'Next line' });
    await page.click(`${first} [data-do=play]`);
    expect(await state(page, first)).toMatchObject({ at: 2 });
  });

  test('Show anyway lifts the veil, and a predicted run stands open for who comes back', async () => {
    const page = await site.visit(lesson1);
    await page.click(`${result} .veil button:last-child`);
    await page.focus(`${result} [data-do=all]`); // a click would miss it while the page scrolls there
    await page.keyboard.press('Enter');
    expect(await state(page, result)).toMatchObject({ at: 3, off: 0 });
    expect(await shown(page, `${result} .line`)).toContain('● Hello, world!');
  });

  test('the front page plays its four lines once, in less than five seconds; a key ends it', async () => {
    const page = await site.visit('/');
    expect(await state(page, '[data-once]')).toMatchObject({ off: 4 });
    await page.waitForFunction(() => document.querySelector('[data-once] .line:not(.off)'));
    await page.keyboard.press('Shift');
    expect(await state(page, '[data-once]')).toMatchObject({ off: 0 });
  });

  test('the border of what can be pressed has a contrast of 3 to 1', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const page = await site.visit(lesson1, { theme });
      const worst = await page.$$eval('.options label, .playback button, .veil button', (all) => {
        const light = (colour: string) => {
          const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
            const value = Number(part) / 255;
            return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const behind = (one: Element | null): string => {
          if (!one) return 'rgb(255, 255, 255)';
          const { backgroundColor } = getComputedStyle(one);
          return backgroundColor === 'rgba(0, 0, 0, 0)'
            ? behind(one.parentElement)
            : backgroundColor;
        };
        const ratios = all.map((one) => {
          const [a, b] = [
            light(getComputedStyle(one).borderTopColor),
            light(behind(one.parentElement)),
          ];
          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        });
        return Math.min(...ratios);
      });
      expect(worst).toBeGreaterThanOrEqual(3);
    }
  });
});

describe.each(lessons.filter(({ number }) => number < 6).map(({ slug }) => slug))(
  'The lens of lesson %s',
  (slug) => {
    const html = () => readFileSync(join(dist(), slug, 'index.html'), 'utf8');

    test('shows clients, the port, apps and pages in its pictures, and no connection', () => {
      const pictures = html().match(/<div class="lanes".*?<\/i><\/div>/gs) ?? [];
      expect(pictures.length).toBeGreaterThan(2);
      const parts = pictures.flatMap((picture) =>
        [...picture.matchAll(/<i class="([\w-]+)/g)].map(([, kind]) => kind),
      );
      expect(new Set(parts)).toEqual(new Set(['lane', 'listener', 'mark']));
      expect(pictures.join('')).not.toMatch(/connection|peer|:\d{5}/);
    });

    test('and its lines name none', () => {
      const lines = html().match(/<span class="line told.*?\n<\/span>/gs) ?? [];
      expect(lines.length).toBeGreaterThan(5);
      expect(lines.filter((line) => /connection :|opened|request \d/.test(line))).toEqual([]);
    });
  },
);

/** Where a run is. */
function state(page: Page, run: string) {
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
