import { expect, test } from 'vitest';
import { codeFiles, weave } from '../../site/lib/code-files.ts';
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
