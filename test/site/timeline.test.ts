import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readRecording } from '../../code/course/recordings.ts';
import { timeline, timelineInWords } from '../../code/run/timeline.ts';
import { needs } from '../helpers/needs.ts';
import { chromium, type OpenSite, openSite } from './built.ts';

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

  test('has a band a connection, a mark an answer, and the same facts in words', async () => {
    const tab = await site.visit(`/${page}/`, { script: false });
    const seen = await tab.$eval('.timeline', (figure) => ({
      bands: figure.querySelectorAll('.band').length,
      statuses: [...figure.querySelectorAll('.band ~ text')].map((text) => text.textContent),
      label: figure.querySelector('svg')?.getAttribute('aria-label'),
      words: [...figure.querySelectorAll('details li')].map((item) => item.textContent),
    }));
    const { connections } = drawn();
    const words = timelineInWords(drawn());
    expect(seen).toEqual({
      bands: connections.length,
      statuses: connections.flatMap(({ answers }) => answers.map(({ status }) => String(status))),
      label: words.join(' '),
      words,
    });
    await tab.close();
  });

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
    await tab.close();
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
    await tab.close();
  });
});
