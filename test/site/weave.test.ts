import { expect, test } from 'vitest';
import { codeFiles, weave } from '../../site/lib/code-files.ts';
import { answered } from '../../site/lib/feedback.ts';
import { wordsOf } from '../../site/lib/lessons.ts';
import { programs, recorded } from '../../site/lib/recordings.ts';

const page = '/01-the-swap/';

test('A snippet is woven from the file that runs, and links to its first line', () => {
  const { code, href, lang } = weave('01-the-swap/buggy.ts#stop', page);
  expect(code).toContain('app.close();');
  expect(lang).toBe('ts');

  const line = Number(/^\/code\/01-the-swap\/buggy\.ts\/#L(\d+)$/.exec(href)?.[1]);
  const text = codeFiles.get('01-the-swap/buggy.ts')?.split('\n')[line - 1];
  expect(text).toBe(code.split('\n')[0]);
});

test('A snippet of a file that is not there fails with the page, the file, and its neighbours', () => {
  expect(() => weave('01-the-swap/bugy.ts#stop', page)).toThrow(
    /^\/01-the-swap\/: no file code\/01-the-swap\/bugy\.ts\. code\/01-the-swap\/ has: .*buggy\.ts/,
  );
});

test('A snippet of a region that is not there fails with the page, the file, and its regions', () => {
  expect(() => weave('01-the-swap/buggy.ts#stopp', page)).toThrow(
    '/01-the-swap/: code/01-the-swap/buggy.ts has no region "stopp"; it has: start, stop, swap',
  );
});

test('A recording tells of its run: what took part, in which version', () => {
  const { run } = recorded('01-the-swap', 'chromium', page);
  expect(run).toMatchObject({ lesson: '01-the-swap', browser: 'chromium' });
  expect(programs([run])).toEqual([
    expect.stringMatching(/^Node \d+\.\d+$/),
    expect.stringMatching(/^Chromium \d+$/),
  ]);
});

test('A recording that is not there fails with the page, the file, and those that are', () => {
  expect(() => recorded('01-the-swap', 'chrome', page)).toThrow(
    /^\/01-the-swap\/: no recording code\/01-the-swap\/recording\.chrome\.jsonl; lesson "01-the-swap" has: .*recording\.chromium\.jsonl/,
  );
});

test('Words that are not there fail with the page and the lesson', () => {
  expect(() => wordsOf('01-the-swop', page)).toThrow(
    '/01-the-swap/: no lessons/01-the-swop.words.ts for lesson "01-the-swop"',
  );
});

test('A prediction is answered by the recording that the page shows for it', () => {
  const words = wordsOf('01-the-swap', page);
  const told = (variant: string) =>
    answered(words, 'who-answers', { lesson: '01-the-swap', variant, page }).options[0]?.feedback;
  expect(told('chromium')).toMatch(/^A fresh client got that page .* Your browser did not/);
  expect(told('fixed')).toMatch(/^So it did/);
});

test('An option without words for that recording fails with the page, the option and the file', () => {
  const words = wordsOf('01-the-swap', page);
  const { question, options } = words.predictions['who-answers'] ?? { question: '', options: [] };
  const [first] = options;
  if (!first) throw new Error('lesson 1 asks nothing');
  const half = {
    ...words,
    predictions: {
      'who-answers': { question, options: [{ ...first, feedback: [first.feedback[0]] }] },
    },
  } as const;
  const run = { lesson: '01-the-swap', variant: 'fixed', page };
  expect(() => answered(half, 'who-answers', run)).toThrow(
    '/01-the-swap/: "app-2" of "who-answers" has no feedback that is true of code/01-the-swap/recording.fixed.jsonl',
  );
});
