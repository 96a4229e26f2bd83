import { expect, test } from 'vitest';
import { callCli } from '../helpers/run-cli.ts';

// How a lesson grows from its skeleton: `npm run prove new-lesson`.
test.for([
  [['19', 'beyond'], /no lesson “19” in the list/, /\{ slug: '19-beyond', part: 2, title: '…' \}/],
  [
    ['ten', 'examine-your-own-server'],
    /no lesson “ten” in the list/,
    /syllabus of code\/course\/lessons\.ts/,
  ],
  [
    ['18', 'half'],
    /lesson 18 is “examine-your-own-server” in the list/,
    /npm run new-lesson 18 examine-your-own-server/,
  ],
  [['1', 'the-swap'], /01-the-swap\/buggy\.ts is there already/, /complete\.test\.ts/],
  [['18'], /missing required argument 'name'/, /new-lesson -- --help/],
] as const)(
  'npm run new-lesson %j: one sentence, the remedy, exit 2',
  async ([words, sentence, remedy]) => {
    const { status, stdout, stderr } = await callCli(['new-lesson', ...words]);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(remedy);
    expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([2, '', 2]);
  },
);
