import type { Page } from 'puppeteer-core';
import { words as looksDead } from '../../lessons/03-the-port-looks-dead.words.ts';
import { key } from '../../site/components/progress.ts';
import { shown } from './on-page.ts';

export const asked = looksDead.predictions['is-app-1-gone'];
export const [wrong, right] = asked.options;
/** Lesson 3's page shows the program with the fault: there the browser stays with App 1. */
export const said = ({ feedback }: (typeof asked.options)[number]) => feedback[0].say;
export const box = 'predict-box[data-prediction=is-app-1-gone]';
/** The run that answers it, where the verdict stands. */
export const run = 'run-player[data-answers=is-app-1-gone]';

export const lesson3 = '/03-the-port-looks-dead/';
export const lesson7 = '/07-the-rows-i-filtered-out/';

interface Answer {
  choice: string;
  confidence?: 'guess' | 'think' | 'sure';
  why?: string;
}

/** Answers as a hand would, by clicks and keys. */
export async function predict(page: Page, { choice, confidence = 'guess', why = '' }: Answer) {
  await page.click(`${box} label:has([value="${choice}"])`);
  await page.click(`${box} label:has([value="${confidence}"])`);
  await page.type(`${box} [name=why]`, why);
  await page.click(`${box} .predict-now`);
  await page.click(`${run} [data-do=all]`);
}

/** What the box shows. `open`: it can be answered now. */
export async function state(page: Page) {
  const fields = await page.$eval(`${box} form`, (form) => {
    const value = (name: string) => {
      const field = form.elements.namedItem(name);
      return field instanceof RadioNodeList || field instanceof HTMLInputElement
        ? field.value
        : null;
    };
    return {
      choice: value('choice'),
      confidence: value('confidence'),
      why: value('why'),
      open:
        form.querySelector(':disabled') === null &&
        form.querySelector('.made')?.checkVisibility() === false,
    };
  });
  const told = await shown(page, `${run} .outcome`);
  return { ...fields, told, foot: await shown(page, `${box} .made`) };
}

/** What the course keeps; the theme is not its own. */
export function stored(page: Page): Promise<Record<string, string>> {
  return page.evaluate(
    (ours) =>
      Object.fromEntries(Object.entries(localStorage).filter(([name]) => name.startsWith(ours))),
    key,
  );
}

export function store(page: Page, text: string): Promise<void> {
  return page.evaluate((name, value) => localStorage.setItem(name, value), key, text);
}

export async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href, { waitUntil: 'load' });
}
