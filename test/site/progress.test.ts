import { describe, expect, test } from 'vitest';
import { add, count, find, type Kept } from '../../site/components/progress.ts';

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

test('A lesson’s predictions are counted, those of another shape left out', () => {
  const two = add(one, '01-the-swap', 'cold-question', answer).text ?? null;
  expect([count(one, '01-the-swap'), count(two, '01-the-swap')]).toEqual([1, 2]);
  expect(count(changed('"think"', '"very"'), '01-the-swap')).toBe(0);
  expect([
    count(two, '02-not-modified'),
    count(null, '01-the-swap'),
    count('[', '01-the-swap'),
  ]).toEqual([0, 0, 0]);
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

describe('A lesson that stands under a path', () => {
  const german = changed('"01-the-swap"', '"de/01-the-swap"');

  test.each(['de/01-the-swap', '/01-the-swap/', '/still-answering/zh-cn/01-the-swap/'])(
    '%s is that lesson, and nothing of it is lost when the next prediction moves it',
    (path) => {
      const old = changed('"01-the-swap"', `"${path}"`);
      expect(found(old)).toEqual(answer);

      const { text = '', aside } = add(old, '01-the-swap', 'cold-question', answer);
      expect(aside).toBeUndefined();
      expect(found(text)).toEqual(answer);
      expect(find(text, '01-the-swap', 'cold-question')).toEqual(answer);
      expect(Object.keys(JSON.parse(text).lessons)).toEqual(['01-the-swap']);
    },
  );

  test('yields to an answer under the name, unless that one is broken', () => {
    const { 'de/01-the-swap': older } = JSON.parse(german).lessons;
    const { '01-the-swap': newer } = JSON.parse(changed('"app-2"', '"app-1"')).lessons;
    const both = (named: unknown) =>
      JSON.stringify({ version: 1, lessons: { '01-the-swap': named, 'de/01-the-swap': older } });

    expect(found(both(newer))?.choice).toBe('app-1');
    expect(found(both({ predictions: { 'who-answers': 7 } }))?.choice).toBe('app-2');
    expect(found(both('broken'))?.choice).toBe('app-2');
  });

  test('moves from two languages what each of them has', () => {
    const { 'de/01-the-swap': first } = JSON.parse(german).lessons;
    const second = { predictions: { 'cold-question': { ...answer, choice: 'app-1' } } };
    const text = JSON.stringify({
      version: 1,
      lessons: { 'de/01-the-swap': first, 'zh-cn/01-the-swap': second },
    });
    expect(found(text)).toEqual(answer);
    expect(find(text, '01-the-swap', 'cold-question')?.choice).toBe('app-1');
  });

  test('is left alone where it is none', () => {
    const odd = '{"version":1,"lessons":{"a/b":7,"__proto__/x":{"predictions":{}}}}';
    const { text = '' } = add(odd, '01-the-swap', 'who-answers', answer);
    expect(JSON.parse(text).lessons['a/b']).toBe(7);
    expect(found(text)).toEqual(answer);
  });
});
