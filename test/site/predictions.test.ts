import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { words as swap } from '../../lessons/01-the-swap.words.ts';
import { key } from '../../site/components/progress.ts';
import { needs } from '../helpers/needs.ts';
import { chromium, type OpenSite, openSite, readPage, textOf } from './built.ts';
import { objections, plain, shown } from './on-page.ts';
import {
  asked,
  box,
  goTo,
  lesson3,
  lesson7,
  predict,
  right,
  run,
  said,
  state,
  store,
  stored,
  wrong,
} from './predicting.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

describe('What was predicted', () => {
  test('stands on the page after a reload: choice, how sure, why, and what it means', async () => {
    const page = await site.visit(lesson3);
    expect(await stored(page)).toEqual({});

    await predict(page, {
      choice: wrong.id,
      confidence: 'sure',
      why: 'It printed <b>nothing</b>.',
    });
    const made = await state(page);
    expect(made).toMatchObject({
      choice: wrong.id,
      confidence: 'sure',
      why: 'It printed <b>nothing</b>.',
      open: false,
    });
    expect(made.told).toBe(
      `You were sure. Note that down before you read on. ${plain(said(wrong))}`,
    );
    expect(made.foot).toMatch(
      /^Predicted \d{4}-\d\d-\d\d, kept in this browser only Watch the run Answer anew$/,
    );

    await page.reload();
    expect(await state(page)).toEqual(made);
    expect(await objections(page)).toEqual([]);
  });

  test('is kept under its lesson alone: another lesson asks its own question', async () => {
    const page = await site.visit(lesson3);
    await predict(page, { choice: wrong.id });

    await goTo(page, '/01-the-swap/');
    expect(await page.$$eval('predict-box :checked', (all) => all.length)).toBe(0);
    expect(await shown(page, 'predict-box .made')).toBe('');

    await goTo(page, lesson3);
    expect(await state(page)).toMatchObject({ choice: wrong.id, open: false });
  });

  test('can be answered anew; the old answer is kept until then', async () => {
    const page = await site.visit(lesson3);
    await predict(page, { choice: wrong.id, confidence: 'guess' });

    await page.click(`${box} .anew`);
    expect(await state(page)).toMatchObject({ choice: wrong.id, told: '', open: true });
    expect(await page.evaluate(() => document.activeElement?.matches(':checked'))).toBe(true);
    await page.reload();
    expect(await state(page)).toMatchObject({ choice: wrong.id, open: false });

    await page.click(`${box} .anew`);
    await predict(page, { choice: right.id, confidence: 'think' });
    await page.reload();
    const { told } = await state(page);
    expect(told).toBe(plain(said(right)));
  });

  test('is not written before a reader predicts', async () => {
    const page = await site.visit(lesson3);
    await page.click(`${box} .options label`);
    await page.click(`${box} .sure label`);
    await page.reload();
    expect(await stored(page)).toEqual({});
    expect(await state(page)).toMatchObject({ choice: '', open: true });
  });

  test('prints with every answer once when asked to, and without any when not', async () => {
    const page = await site.visit(lesson3);
    await predict(page, { choice: wrong.id });
    await page.emulateMediaType('print');
    expect(await shown(page, `:is(${box}, ${run}) .feedback`)).toBe('');

    await page.$eval('#print-answers', (choice) => (choice as HTMLInputElement).click());
    const all = asked.options.map((option) => plain(said(option))).join(' ');
    expect(await shown(page, `:is(${box}, ${run}) .feedback`)).toBe(all);
  });
});

// What another storage holds, or a browser refuses: `npm run prove predictions`.
describe('Another lesson shows the answer again', () => {
  const text = plain(wrong.text).replace(/\.$/, '');

  test('with how sure the reader was', async () => {
    const page = await site.visit(lesson3);
    await predict(page, { choice: wrong.id, confidence: 'guess' });
    const { [key]: kept = '' } = await stored(page);
    await goTo(page, lesson7);
    const said: string[] = [];
    for (const confidence of ['guess', 'think', 'sure']) {
      await store(page, kept.replace('"guess"', `"${confidence}"`));
      await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow')));
      said.push(await shown(page, 'your-answer'));
    }
    const answered = plain(`${asked.question} In lesson 3 you answered “${text}”`);
    expect(said).toEqual([
      `${answered}, as a guess.`,
      `${answered}, and thought so.`,
      `${answered}, and you were sure.`,
    ]);
  });

  test('with the reason, as text whatever it holds', async () => {
    const page = await site.visit(lesson3);
    const why = '<img src=x onerror=alert(1)>';
    await predict(page, { choice: wrong.id, why });
    await goTo(page, lesson7);
    expect(await shown(page, 'your-answer')).toContain(`Your reason: ${why}`);
    expect(await page.$$('your-answer img')).toEqual([]);
  });

  test.each([true, false])(
    'or, without one, the way to the question (script: %s)',
    async (script) => {
      const page = await site.visit(lesson7, { script });
      expect(await shown(page, 'your-answer')).toBe(
        `${plain(asked.question)} No answer of yours is kept in this browser. Lesson 3 asks it. What you answered in the terminal is kept there: npm run lesson 7 tells it.`,
      );
      await Promise.all([page.waitForNavigation(), page.click('your-answer a')]);
      expect(new URL(page.url()).pathname).toBe(lesson3);
      expect(await shown(page, ':target')).toBe(plain(asked.question));
    },
  );

  test('as soon as the page is shown again, after the reader went to answer and came back', async () => {
    const page = await site.visit(lesson7);
    await page.click('your-answer a');
    await page.waitForSelector(`${box} form`); // its element is upgraded
    await predict(page, { choice: wrong.id });
    await page.goBack();
    expect(await shown(page, 'your-answer')).toContain(plain(`In lesson 3 you answered “${text}”`));
  });

  test('lesson 9 that of lesson 1, asked cold', () => {
    const cold = swap.predictions['cold-question'];
    const page = readPage('/09-what-i-did-not-know/');
    expect(textOf(page, 'your-answer')).toContain(plain(cold.question));
  });
});

test('No page that was opened here wrote an error to the console', () => {
  expect(site.faults).toEqual([]);
});
