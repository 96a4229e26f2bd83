import { describe, expect, test } from 'vitest';
import { add, find, type Kept } from '../../site/components/progress.ts';

const answer: Kept = {
  choice: 'app-2',
  confidence: 'think',
  why: 'App 2 listens',
  at: '2026-11-25T12:31:05.000Z',
};

const one = `{
  "version": 1,
  "lessons": {
    "01-the-swap": {
      "predictions": {
        "who-answers": {
          "choice": "app-2",
          "confidence": "think",
          "why": "App 2 listens",
          "at": "2026-11-25T12:31:05.000Z"
        }
      }
    }
  }
}`;

/** The text with its one prediction, or a part of it, put in another shape. */
const changed = (from: string, to: string) => {
  expect(one).toContain(from);
  return one.replace(from, to);
};

const found = (text: string | null) => find(text, '01-the-swap', 'who-answers');

test('The first prediction makes the text that the module describes', () => {
  const { text = '', aside } = add(null, '01-the-swap', 'who-answers', answer);
  expect(JSON.stringify(JSON.parse(text), null, 2)).toBe(one);
  expect(aside).toBeUndefined();
});

test('A prediction is found under its lesson and its name, and nowhere else', () => {
  expect(found(one)).toEqual(answer);
  expect(find(one, '02-not-modified', 'who-answers')).toBeUndefined();
  expect(find(one, '01-the-swap', 'cold-question')).toBeUndefined();
  expect(found(null)).toBeUndefined();
});

test('A name that every object knows is no prediction', () => {
  expect(find(one, '01-the-swap', 'constructor')).toBeUndefined();
  expect(find(one, 'constructor', 'who-answers')).toBeUndefined();
});

test('A new answer replaces the old one, and leaves all others, and what it does not know', () => {
  const other = add(one, '03-the-port-looks-dead', 'is-app-1-gone', answer).text ?? '';
  const foreign = other
    .replace('{', '{"theme":"none",')
    .replace('"predictions"', '"n":1,"predictions"');
  const { text = '' } = add(foreign, '01-the-swap', 'who-answers', { ...answer, choice: 'app-1' });

  expect(found(text)).toEqual({ ...answer, choice: 'app-1' });
  expect(find(text, '03-the-port-looks-dead', 'is-app-1-gone')).toEqual(answer);
  expect(JSON.parse(text)).toMatchObject({ theme: 'none', lessons: { '01-the-swap': { n: 1 } } });
});

describe('An entry of another shape counts as none, and is replaced by the next answer', () => {
  test.each([
    ['no choice', '"choice": "app-2",', ''],
    ['a choice that is no text', '"choice": "app-2"', '"choice": 2'],
    ['a confidence of its own', '"confidence": "think"', '"confidence": "very"'],
    ['no reason', '"why": "App 2 listens",', ''],
    ['a time that is none', '"at": "2026-11-25T12:31:05.000Z"', '"at": "yesterday"'],
    ['no predictions', '"predictions"', '"answers"'],
    ['a list for a lesson', '"01-the-swap": {', '"01-the-swap": [], "02-not-modified": {'],
  ])('%s', (_title, from, to) => {
    const text = changed(from, to);
    expect(found(text)).toBeUndefined();
    const after = add(text, '01-the-swap', 'who-answers', answer);
    expect(found(after.text ?? null)).toEqual(answer);
    expect(after.aside).toBeUndefined();
  });
});

describe('A text of no version is set aside as it was, and begun anew', () => {
  test.each([
    ['no JSON', '{"version": 1, "less'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[1]'],
    ['no version', changed('"version": 1,', '')],
    ['a version that is no number', changed('"version": 1', '"version": "1"')],
    ['a version before the first', changed('"version": 1', '"version": 0')],
    ['no lessons', '{"version": 1}'],
    ['a list of lessons', '{"version": 1, "lessons": []}'],
  ])('%s', (_title, text) => {
    expect(found(text)).toBeUndefined();
    const after = add(text, '01-the-swap', 'who-answers', answer);
    expect(after.aside).toBe(text);
    expect(after.text).toBe(add(null, '01-the-swap', 'who-answers', answer).text);
  });
});

test('A text of a newer page is left alone', () => {
  const text = changed('"version": 1', '"version": 2');
  expect(found(text)).toBeUndefined();
  expect(add(text, '01-the-swap', 'who-answers', answer)).toEqual({});
});
