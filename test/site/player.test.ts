import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { needs } from '../helpers/needs.ts';
import { chromium, dist, lessons, type OpenSite, openSite } from './built.ts';
import { shown } from './on-page.ts';
import { first, lesson1, playerIn, result, state } from './player-in.ts';

// In Firefox: `npm run prove site`.
describe('In Chromium', () => playerIn('chromium'));

describe('The player', () => {
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
