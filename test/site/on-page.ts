import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RunOptions } from 'axe-core';
import type { Page } from 'puppeteer-core';

// The minified one is read by the page in half the time.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The one rule about colours, for a page whose theme alone has changed. */
export const colours: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };

/** None of these rules looks at style sheets or media that axe would load first. */
const onlyViolations = { resultTypes: ['violations'], preload: false } satisfies RunOptions;

/** What axe finds, a line each: the rule, the elements, the reason. */
export async function objections(
  page: Page,
  rules: RunOptions = { runOnly: everyRule },
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(
    async (options) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(document, options);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`),
      );
    },
    { ...rules, ...onlyViolations },
  );
}

/** Changes the theme as the reader's system does, under an open page. */
export async function turn(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.bringToFront(); // behind another tab it would not be told
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await page.waitForSelector(`html[data-theme=${theme}]`);
}

/** Opens everything that folds in the page's text. */
export async function unfold(page: Page): Promise<void> {
  await page.$$eval('main details', (folds) => {
    for (const fold of folds) fold.open = true;
  });
}

/** The text that a reader sees in these places. */
export async function shown(page: Page, places: string): Promise<string> {
  const texts = await page.$$eval(places, (found) =>
    found
      .filter((place) => place.checkVisibility())
      // biome-ignore lint/performance/useDomNodeTextContent: textContent has the hidden text too
      .map((place) => (place as HTMLElement).innerText),
  );
  return plain(texts.join(' '));
}

/** Without Markdown's signs, white space and quotes made equal: the page may set them nicer. */
export function plain(text: string): string {
  const even = text.replace(/[`*]/g, '').replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  return even.replace(/\s+/g, ' ').trim();
}

/** What is wider than its place: the page itself, or code and tables that would have to be scrolled. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('pre, table')]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `${element.tagName}: ${element.textContent?.slice(0, 80)}`),
  );
}

/**
 * Presses Tab until the focus is on what the selector names.
 * @throws when it never is
 */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stop = 0; stop < 200; stop++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((one) => document.activeElement?.matches(one), selector)) return;
  }
  throw new Error(`Tab does not reach ${selector} on ${page.url()}`);
}
