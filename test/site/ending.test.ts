import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { words as swap } from '../../lessons/01-the-swap.words.ts';
import { words as looksDead } from '../../lessons/03-the-port-looks-dead.words.ts';
import { words } from '../../lessons/09-what-i-did-not-know.words.ts';
import { words as later } from '../../lessons/14-not-on-the-list.words.ts';
import { symptomIds } from '../../lessons/symptoms/ids.ts';
import { key } from '../../site/components/progress.ts';
import { measuredServers } from '../../site/lib/servers.ts';
import { needs } from '../helpers/needs.ts';
import { attributesOf, chromium, type OpenSite, openSite, readPage, textOf } from './built.ts';
import { plain } from './on-page.ts';

let site: OpenSite;
beforeAll(async () => {
  if (chromium) site = await openSite();
});
afterAll(() => site?.[Symbol.asyncDispose]());
beforeEach((ctx) => needs(ctx, 'chromium', chromium));

const lesson9 = '/09-what-i-did-not-know/';
const score = (page: Page) => page.$eval('.score', (line) => line.textContent);

/** A fold says that it was opened a moment after it was. */
const until = (page: Page, said: string) =>
  page.waitForFunction((said) => document.querySelector('.score')?.textContent === said, {}, said);

/** Opens an answer by the keyboard alone; resolves when the fold is open and was counted. */
async function open(page: Page, question: number, option: number): Promise<void> {
  const fold = `.quiz > li:nth-of-type(${question}) details:nth-of-type(${option})`;
  await page.focus(`${fold} > summary`);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`${fold}[open]`);
}

describe('The quiz', () => {
  const isRight = (question: number, option: number) =>
    !('misconception' in (words.quiz[question - 1]?.options[option - 1] ?? {}));
  const rightOf = (question: number) => [1, 2, 3].find((option) => isRight(question, option)) ?? 0;
  const wrongOf = (question: number) => [1, 2, 3].find((option) => !isRight(question, option)) ?? 0;

  test('counts the first answer to each question, by keyboard, and no second one', async () => {
    const page = await site.visit(lesson9);
    expect(await score(page)).toBe('The first answer that you open to a question counts.');
    await open(page, 1, wrongOf(1));
    await until(page, '0 of 1 right at the first try, 9 to go.');
    await open(page, 1, rightOf(1)); // reading on is no second try
    for (let question = 2; question <= 10; question++)
      await open(page, question, rightOf(question));
    await until(page, '9 of 10 right at the first try.');

    await page.reload();
    expect(await score(page)).toBe('The first answer that you open to a question counts.');
  });

  test('is whole without a script, and does not pretend to count', async () => {
    const page = await site.visit(lesson9, { script: false });
    expect(await page.$$eval('.quiz details', (all) => all.length)).toBe(30);
    expect(await page.$$eval('.score', ([line]) => line?.checkVisibility())).toBe(false);
  });
});

describe('The log', () => {
  const at = '2026-11-25T12:31:05.000Z';
  const wrong = looksDead.predictions['is-app-1-gone'].options[0];
  const stored = {
    version: 1,
    lessons: {
      '01-the-swap': {
        predictions: {
          'who-answers': { choice: 'app-2', confidence: 'sure', why: '', at },
          'cold-question': { choice: 'no-connections', confidence: 'think', why: '', at },
        },
      },
      '03-the-port-looks-dead': {
        predictions: { 'is-app-1-gone': { choice: wrong.id, confidence: 'sure', why: '', at } },
      },
    },
  };

  test('counts right and wrong by how sure the reader was, and names what they believed', async () => {
    const page = await site.visit(lesson9);
    expect(await page.$eval('your-log .nothing', (line) => line.checkVisibility())).toBe(true);
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
      key,
      JSON.stringify(stored),
    ] as const);
    await page.reload();
    const rows = await page.$$eval('your-log tbody tr', (all) =>
      all.map((row) => [...row.children].map(({ textContent }) => textContent)),
    );
    expect(rows).toEqual([
      ['sure', '0', '2'],
      ['thought so', '1', '0'],
      ['guessed', '0', '0'],
    ]);
    const said = await page.$eval('your-log .surprises', (part) => part.textContent);
    expect(said).toContain('Sure and wrong: 2.');
    expect(said).toContain(`You believed: ${wrong.misconception}.`);
    const [first] = swap.predictions['who-answers'].options;
    expect(said).toContain(`You believed: ${first.misconception}.`);
    expect(said?.match(/You believed/g)).toHaveLength(2);
    expect(await page.$eval('your-log .of .count', (span) => span.textContent)).toBe('3');
    await page.emulateMediaType('print');
    const each = await page.$$eval('your-log .all li', (all) =>
      all.filter((item) => item.checkVisibility()).map(({ textContent }) => textContent),
    );
    expect(each.map((text) => / (\w[\w ]*, and \w+)\.$/.exec(plain(text))?.[1])).toEqual([
      'Thought so, and right',
      'Sure, and wrong',
      'Sure, and wrong',
    ]);
  });
});

test('Lesson 14 ends its half of Part II: a quiz of its own, and the log from lesson 10 on', async () => {
  const page = await site.visit('/14-not-on-the-list/');
  expect(await page.$$eval('.quiz > li', (all) => all.length)).toBe(later.quiz.length);
  const at = '2026-11-25T12:31:05.000Z';
  const answer = (choice: string) => ({ choice, confidence: 'sure', why: '', at });
  const lessons = {
    '01-the-swap': { predictions: { 'who-answers': answer('app-2') } },
    '14-not-on-the-list': { predictions: { 'after-which': answer('crash') } },
  };
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
    key,
    JSON.stringify({ version: 1, lessons }),
  ] as const);
  await page.reload();
  const all = await page.$$eval('your-log .all li', (items) =>
    items.map((each) => each.textContent),
  );
  expect(all.map(plain)).toEqual([expect.stringMatching(/^Lesson 14: .* Sure, and right\.$/)]);
});

test('The front page counts the faulty stops of the table, ours left out', () => {
  const theirs = measuredServers.filter(({ id }) => !/\bcareful\b/.test(id));
  const faulty = theirs.filter(({ probes, findings }) =>
    [...probes, ...findings].some(({ level }) => level === 'fault'),
  );
  expect(faulty.length).toBeGreaterThan(theirs.length / 2);
  expect(textOf(readPage('/'), '.doors')).toContain(
    `${faulty.length} of ${theirs.length} stops have a fault`,
  );
});

test('Servers, their cure and the doctor are a click away: header, lessons 8 and 9, each symptom', () => {
  const hrefs = (path: string, places: string) => attributesOf(readPage(path), places, 'href');
  expect(hrefs(lesson9, '.places a')).toContain('/servers/');
  const cure = ['/servers/', '/servers/#to-take-away-for-node'];
  expect(hrefs(lesson9, 'main a')).toEqual(expect.arrayContaining([...cure, '/objections/']));
  expect(hrefs('/08-close-the-connections/', 'main a')).toEqual(expect.arrayContaining(cure));
  for (const id of symptomIds) {
    expect(hrefs(`/symptoms/${id}/`, 'main a')).toContain('/servers/#examine-yours');
  }
});
