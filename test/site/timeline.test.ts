import { selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readRecording } from '../../code/course/recordings.ts';
import { timeline, timelineInWords } from '../../code/run/timeline.ts';
import { needs } from '../helpers/needs.ts';
import { attributesOf, chromium, type OpenSite, openSite, readPage } from './built.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

const diagrams = [
  ['06-a-guess', '06-a-guess', 'buggy'],
  ['07-the-rows-i-filtered-out', '01-the-swap', 'buggy'],
  ['08-close-the-connections', '08-close-the-connections', 'fixed'],
] as const;

describe.each(diagrams)('The space-time diagram on %s', (page, lesson, name) => {
  const drawn = () => timeline(readRecording(lesson, name) ?? []);

  test('has a band a connection, a mark an answer, and the same facts in words', () => {
    const html = readPage(page);
    const { connections } = drawn();
    const words = timelineInWords(drawn());
    expect(selectAll('.timeline .band', html)).toHaveLength(connections.length);
    const statuses = selectAll('.timeline .band ~ text', html).map((text) => toText(text));
    expect(statuses).toEqual(
      connections.flatMap(({ answers }) => answers.map(({ status }) => String(status))),
    );
    expect(attributesOf(html, '.timeline svg', 'ariaLabel')).toEqual([words.join(' ')]);
    const items = selectAll('.timeline details li', html).map((item) => toText(item));
    expect(items).toEqual(words);
  });

  // The component is the same on all three: a browser looks at one.
  if (page !== '06-a-guess') return;

  test('fits 360 pixels, with letters of ten or more', async () => {
    const tab = await site.visit(`/${page}/`, { width: 360 });
    const { left, right, smallest } = await tab.$eval('.timeline svg', (svg) => {
      const heights = [...svg.querySelectorAll('text')].map((text) => {
        const scale = text.getScreenCTM()?.a ?? 0;
        return Number.parseFloat(getComputedStyle(text).fontSize) * scale;
      });
      const { left, right } = svg.getBoundingClientRect();
      return { left, right, smallest: Math.min(...heights) };
    });
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(360);
    expect(smallest).toBeGreaterThanOrEqual(10);
  });

  test('prints the shapes that tell the apps apart, from the dark theme, too', async () => {
    const tab = await site.visit(`/${page}/`, { theme: 'dark' });
    await tab.emulateMediaType('print');
    const inks = await tab.$eval('.timeline', (figure) => {
      const sum = (colour: string) =>
        (colour.match(/[\d.]+/g) ?? []).slice(0, 3).reduce((all, each) => all + Number(each), 0);
      const paper = sum(getComputedStyle(document.body).backgroundColor);
      return [...figure.querySelectorAll('svg text, svg circle, svg .band ~ rect')].map(
        (part) => paper - sum(getComputedStyle(part).fill),
      );
    });
    expect(inks.length).toBeGreaterThan(5);
    expect(Math.min(...inks)).toBeGreaterThan(200);
  });
});
