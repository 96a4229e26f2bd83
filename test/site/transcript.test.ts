import { selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeUp } from '../../site/lib/close-up.ts';
import { needs } from '../helpers/needs.ts';
import { chromium, lessons, type OpenSite, openSite, readPage } from './built.ts';
import { plain, shown } from './on-page.ts';

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
    (await shown(page, '.transcript pre')).match(/\d\.\d\d s browser GET \/ 304/) ?? [];
  const time = last.slice(0, 6);
  expect(time).toMatch(/^\d\.\d\d s$/);

  const times = (text: string) => plain(text).split(`${time} browser`).length;
  const written = await page.$eval('main', (main) => main.textContent);
  expect(times(written)).toBe(2);
  expect(times(await shown(page, 'main'))).toBe(2);
  await page.setViewport({ width: 360, height: 740 });
  expect(times(await shown(page, 'main'))).toBe(2);
});

test('A phone shows the same lines as a wide page, and what the browser got in one piece', async () => {
  const page = await site.visit('/01-the-swap/');
  const wide = await shown(page, '.transcript pre');
  await page.setViewport({ width: 360, height: 740 });

  expect(await shown(page, '.transcript pre')).toBe(wide);
  expect(new Set(await rows(page, /browser +GET/))).toEqual(new Set([1]));
  expect(new Set(await rows(page, /fresh client +GET/))).toEqual(new Set([2]));
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

describe('A tool’s rows close up', () => {
  test('to two blanks between columns, and the columns stand', () => {
    expect(
      closeUp([
        'Active Internet connections (servers and established)',
        'Proto Recv-Q   Local Address           State       PID',
        'tcp        0   127.0.0.1:7888          LISTEN      1/node',
        'tcp       12   127.0.0.1:41574         TIME_WAIT   -',
      ]),
    ).toEqual([
      'Active Internet connections (servers and established)',
      'Proto Recv-Q  Local Address    State      PID',
      'tcp        0  127.0.0.1:7888   LISTEN     1/node',
      'tcp       12  127.0.0.1:41574  TIME_WAIT  -',
    ]);
  });

  test('and lose nothing but blanks', () => {
    const rows = ['  a     b', 'cc   dd  e', ''];
    const words = (lines: readonly string[]) => lines.map((line) => line.trim().split(/\s+/));
    expect(words(closeUp(rows))).toEqual(words(rows));
  });
});

test.each(lessons.map(({ slug }) => slug))(
  'On %s a silence stands between the two lines that it parts',
  (slug) => {
    const timeOf = (line: string) => Number(/^ *([\d.]+) s /.exec(line)?.[1] ?? Number.NaN);
    for (const transcript of selectAll('.transcript', readPage(slug))) {
      const lines = selectAll('.line', transcript).map((line) =>
        toText(line, { whitespace: 'pre' }),
      );
      for (const [at, line] of lines.entries()) {
        const [, silence] = /^ *([\d.]+) s pass/.exec(line) ?? [];
        if (silence === undefined) continue;
        const before = lines.slice(0, at).map(timeOf).findLast(Number.isFinite) ?? 0;
        const after =
          lines
            .slice(at + 1)
            .map(timeOf)
            .find(Number.isFinite) ?? 0;
        // The first line of a scene has its silence before it, and none to count from.
        if (before > 0)
          expect([line.trim(), after - before]).toEqual([
            line.trim(),
            expect.closeTo(Number(silence), 0),
          ]);
      }
    }
  },
);
