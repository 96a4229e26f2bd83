import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { playsOf } from '../../code/course/lessons.ts';
import { readRecording } from '../../code/course/recordings.ts';
import { answerTo, trueOf } from '../../code/run/condition.ts';
import type { Words } from '../../code/run/words.ts';
import { needs } from '../helpers/needs.ts';
import {
  chromium,
  lessons,
  type OpenSite,
  ofEachKind,
  openSite,
  readPage,
  textOf,
} from './built.ts';
import { objections, plain, shown, tabTo, turn, unfold } from './on-page.ts';

const slugs = lessons.map(({ slug }) => slug);

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

/** What a page has to say: headings, the run, every answer. */
async function missingFrom(text: string, slug: string): Promise<string[]> {
  const source = readFileSync(new URL(`../../lessons/${slug}.mdx`, import.meta.url), 'utf8');
  const headings = [...source.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) => heading);
  const answers = (await predictions(slug)).flatMap(({ question, options }) => [
    question,
    ...options.flatMap((option) => [option.text, option.feedback]),
  ]);
  // A lesson of Part II need not show the two pages of the story.
  const run = /^0/.test(slug) ? /\d\.\d\d s .*● Hello, world!.*■ Hello, world2!/ : /\d\.\d\d s /;
  const missing = [...headings, ...answers].filter((part) => !text.includes(plain(part)));
  return run.test(text) ? missing : [...missing, `${run}`];
}

test.each(slugs)('Lesson %s is complete without JavaScript', async (slug) => {
  expect(await missingFrom(textOf(readPage(slug), 'main'), slug)).toEqual([]);
});

describe('Lesson 01-the-swap without JavaScript', () => {
  let page: Page;
  beforeAll(async () => {
    if (chromium) page = await site.visit('/01-the-swap/', { script: false });
  });

  test('prints answers only when asked to', () => printsAnswersWhenAsked(page));

  test('shows all of it when its folds are opened', async () => {
    await unfold(page);
    expect(await missingFrom(await shown(page, 'main'), '01-the-swap')).toEqual([]);
  });
});

describe.each(ofEachKind)('Lesson %s', (slug) => {
  let page: Page;
  beforeAll(async () => {
    if (chromium) page = await site.visit(`/${slug}/`);
  });

  test.each(['light', 'dark'] as const)('prints dark on light, from %s', async (theme) => {
    await turn(page, theme);
    await page.emulateMediaType('print');
    const look = await page.evaluate(() => {
      const style = (element: Element) => getComputedStyle(element);
      const light = (colour: string) => {
        const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
        return red + green + blue > 3 * 130;
      };
      const code = [
        ...document.querySelectorAll(
          '.ec-line .code, .ec-line .code span, .transcript .line, .transcript span',
        ),
      ];
      const frames = [...document.querySelectorAll('.expressive-code pre, .transcript pre')];
      return {
        lightPaper: light(style(document.body).backgroundColor),
        lightInk: code.filter((part) => light(style(part).color)).length,
        filled: frames.map((pre) => style(pre).backgroundColor).filter((c) => !/, 0\)$/.test(c)),
      };
    });
    expect(look).toEqual({ lightPaper: true, lightInk: 0, filled: [] });
    await page.emulateMediaType('screen');
  });

  test('prints answers only when asked to', () => printsAnswersWhenAsked(page));

  test('takes a prediction by keyboard alone, and tells who was sure and wrong', async () => {
    const question = await shown(page, 'predict-box:first-of-type .ask');
    const asked = (await predictions(slug)).find((one) => plain(one.question) === question);
    const wrong = asked?.options.findIndex(({ misconception }) => misconception) ?? -1;

    // That Tab leads there is looked at once.
    const reach = slug === slugs[0] ? tabTo : (page: Page, place: string) => page.focus(place);
    await reach(page, 'predict-box input[name=choice]');
    await page.keyboard.press('Space');
    for (let step = 0; step < wrong; step++) await page.keyboard.press('ArrowDown');
    await reach(page, 'predict-box input[name=confidence]');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await reach(page, 'predict-box .predict-now');
    expect(await shown(page, 'predict-box:first-of-type .feedback')).toBe('');
    await page.keyboard.press('Enter');

    // Where a run answers, it is watched first.
    const box = await page.$eval('predict-box', (one) => one.getAttribute('data-prediction'));
    const run = `run-player[data-answers="${box}"]`;
    if (await page.$(run)) await page.click(`${run} [data-do=all]`);
    const told = await shown(page, `predict-box:first-of-type .outcome, ${run} .outcome`);
    const feedback = plain(asked?.options[wrong]?.feedback ?? 'no feedback');
    expect(told).toBe(`You were sure. Note that down before you read on. ${feedback}`);
    // The question is the same component everywhere, and axe takes its time.
    if (slug === slugs[0]) expect(await objections(page)).toEqual([]);
  });
});

test('No lesson that was opened here wrote an error to the console', () => {
  expect(site.faults).toEqual([]);
});

/** The predictions as the page is to have them: the feedback of the program that the lesson plays. */
async function predictions(slug: string) {
  const { words } = (await import(`../../lessons/${slug}.words.ts`)) as { words: Words };
  const run = readRecording(slug, playsOf(slug)) ?? [];
  return Object.entries(words.predictions).map(([id, { question, options }]) => ({
    question,
    options: options.map(({ feedback, ...option }) => ({
      ...option,
      feedback: trueOf(feedback, answerTo(id, run)).join(),
    })),
  }));
}

async function printsAnswersWhenAsked(page: Page): Promise<void> {
  const printed = () =>
    page.$$eval('.feedback, .fold', (parts) => parts.map((part) => part.checkVisibility()));

  await page.emulateMediaType('print');
  expect(new Set(await printed())).toEqual(new Set([false]));
  await page.emulateMediaType('screen');
  await page.focus('#print-answers');
  await page.keyboard.press('Space');
  await page.emulateMediaType('print');
  expect(new Set(await printed())).toEqual(new Set([true]));
  await page.emulateMediaType('screen');
}
