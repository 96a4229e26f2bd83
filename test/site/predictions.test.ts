import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { words as swap } from '../../lessons/01-the-swap.words.ts';
import { words as looksDead } from '../../lessons/03-the-port-looks-dead.words.ts';
import { find, key } from '../../site/components/progress.ts';
import { needs } from '../helpers/needs.ts';
import { chromium, type OpenSite, openSite, readPage, textOf } from './built.ts';
import { objections, plain, shown } from './on-page.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

const asked = looksDead.predictions['is-app-1-gone'];
const [wrong, right] = asked.options;
/** Lesson 3's page shows the program with the fault: there the browser stays with App 1. */
const said = ({ feedback }: (typeof asked.options)[number]) => feedback[0].say;
const box = 'predict-box[data-prediction=is-app-1-gone]';
/** The run that answers it, where the verdict stands. */
const run = 'run-player[data-answers=is-app-1-gone]';

const lesson3 = '/03-the-port-looks-dead/';
const lesson7 = '/07-the-rows-i-filtered-out/';

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

describe('A storage that holds something else', () => {
  test('is read as nothing; the next prediction sets a broken text aside and begins anew', async () => {
    const page = await site.visit(lesson3);
    const broken = '{"version": 1, "less';
    await store(page, broken);
    await page.reload();
    expect(await state(page)).toMatchObject({ choice: '', open: true });
    expect(await stored(page)).toEqual({ [key]: broken });

    await predict(page, { choice: wrong.id });
    const { [key]: text = null, ...aside } = await stored(page);
    expect(find(text, '03-the-port-looks-dead', 'is-app-1-gone')?.choice).toBe(wrong.id);
    expect(Object.keys(aside)).toEqual([expect.stringMatching(/^still-answering\.set-aside-20/)]);
    expect(Object.values(aside)).toEqual([broken]);
  });

  test('is left as it is when a newer page wrote it; the page works, and says nothing of keeping', async () => {
    const page = await site.visit(lesson3);
    const newer = '{"version":2,"pages":[]}';
    await store(page, newer);
    await page.reload();
    await predict(page, { choice: wrong.id });

    expect((await state(page)).foot).toMatch(
      /^Predicted \d{4}-\d\d-\d\d Watch the run Answer anew$/,
    );
    expect(await stored(page)).toEqual({ [key]: newer });
  });

  test('is passed over where it names an option that is no more', async () => {
    const page = await site.visit(lesson3);
    await predict(page, { choice: wrong.id });
    const text = (await stored(page))[key] ?? '';
    await store(page, text.replace(`"${wrong.id}"`, '"an option of old"'));
    await page.reload();
    expect(await state(page)).toMatchObject({ choice: '', open: true });

    await goTo(page, lesson7);
    expect(await shown(page, 'your-answer')).toContain(
      'No answer of yours is kept in this browser.',
    );
  });

  test('is read where it stands under the path of a page in another language', async () => {
    const page = await site.visit(lesson3);
    await predict(page, { choice: wrong.id });
    const text = (await stored(page))[key] ?? '';
    expect(text).toContain('"03-the-port-looks-dead"');
    await store(page, text.replace('"03-the-port', '"zh-cn/03-the-port'));
    await page.reload();
    expect(await state(page)).toMatchObject({ choice: wrong.id, open: false });
  });

  test('makes no harm when it is full', async () => {
    const page = await site.visit(lesson3);
    await page.evaluate(() => {
      for (let size = 2 ** 23; size >= 1; size /= 2) {
        try {
          for (let n = 0; ; n++) localStorage.setItem(`${size}/${n}`, 'x'.repeat(size));
        } catch {
          // No room for one of this size: on to smaller ones.
        }
      }
    });
    await predict(page, { choice: wrong.id });
    expect(await state(page)).toMatchObject({ choice: wrong.id, told: plain(said(wrong)) });
    expect((await stored(page))[key]).toBeUndefined();
  });
});

test('Where the browser refuses a storage, the page works, and forgets', async () => {
  await using refusing = await openSite({ storage: 'blocked' });
  const page = await refusing.visit(lesson3, { theme: 'dark' });
  expect(await page.evaluate(() => typeof localStorage)).toBe('undefined');
  expect(await page.$eval('html', (html) => html.dataset.theme)).toBe('dark');

  await predict(page, { choice: wrong.id });
  const { told, foot } = await state(page);
  expect(told).toBe(plain(said(wrong)));
  expect(foot).not.toContain('kept');
  await page.reload();
  expect(await state(page)).toMatchObject({ choice: '', open: true });

  await goTo(page, lesson7);
  expect(await shown(page, 'your-answer')).toContain('No answer of yours is kept in this browser.');
  expect(refusing.faults).toEqual([]);
});

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

interface Answer {
  choice: string;
  confidence?: 'guess' | 'think' | 'sure';
  why?: string;
}

/** Answers as a hand would, by clicks and keys. */
async function predict(page: Page, { choice, confidence = 'guess', why = '' }: Answer) {
  await page.click(`${box} label:has([value="${choice}"])`);
  await page.click(`${box} label:has([value="${confidence}"])`);
  await page.type(`${box} [name=why]`, why);
  await page.click(`${box} .predict-now`);
  await page.click(`${run} [data-do=all]`);
}

/** What the box shows. `open`: it can be answered now. */
async function state(page: Page) {
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
function stored(page: Page): Promise<Record<string, string>> {
  return page.evaluate(
    (ours) =>
      Object.fromEntries(Object.entries(localStorage).filter(([name]) => name.startsWith(ours))),
    key,
  );
}

function store(page: Page, text: string): Promise<void> {
  return page.evaluate((name, value) => localStorage.setItem(name, value), key, text);
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href, { waitUntil: 'load' });
}
