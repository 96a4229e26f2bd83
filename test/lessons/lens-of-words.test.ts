import { describe, expect, test } from 'vitest';
import { listLessons } from '../../code/course/lessons.ts';
import { callCli } from '../helpers/run-cli.ts';
import { inLesson, inLists, onPage, spoilt } from './lens-of-words.ts';

const lessons = listLessons();
const written = lessons.filter(({ page }) => page);

test('lists of lessons tell nothing that a lesson finds out: sidebar, README, terminal, suspects', async () => {
  const { stdout } = await callCli(['lesson']);
  for (const { nav } of written) expect(stdout).toContain(nav);
  const part2 = stdout.indexOf('10 '); // planned lessons tell of another fault
  const terminal = { lesson: 0, where: 'npm run lesson', text: stdout.slice(0, part2), below: [] };
  expect(spoilt([...inLists(written), terminal])).toEqual([]);
});

test.for(written)('lesson $number says nothing before its time', async (lesson) => {
  const told = await inLesson(lesson);
  expect(told.length).toBeGreaterThan(20);
  expect(spoilt(told)).toEqual([]);
});

test('lesson 1 in the terminal, from its heading to its last line', async () => {
  const { stdout, status } = await callCli(['lesson', '1']);
  expect(status).toBe(0);
  const text = stdout.replace(/^\$ .*$/gm, '');
  expect(text).toMatch(/fresh client/);
  expect(text).not.toMatch(/lesson 1 fixed/);
  expect(spoilt([{ lesson: 1, where: 'terminal', text, below: ['who-answers'] }])).toEqual([]);
});

describe('a word before its time is found', () => {
  const page = `---
title: The swap
description: Your browser still gets the first one.
---

Two connections.

<Fold summary="For Node readers: this tells the ending">

Here may stand: connections.

</Fold>

It does not change.

<Predict words={words} id="who-answers" />

It does not change. See [there](/08-close-the-connections/).
`;
  test('in a subtitle, a paragraph, and above the question that it answers; not in the fold, not below', () => {
    const told = onPage(page).map((each) => ({ ...each, lesson: 1 }));
    expect(spoilt(told).map((each) => each.replace(/.*“(.*?)” is.*/s, '$1'))).toEqual([
      'still gets',
      'connections',
      'does not change',
    ]);
  });

  test('in the name of a later lesson, which stands in every list', () => {
    const [first] = written;
    if (!first) throw new Error('no lesson is written');
    const named = { ...first, nav: 'Close the connections' };
    expect(spoilt(inLists([named]))).toEqual([
      expect.stringContaining('nav of lesson 1: “connections” is not said before lesson 6'),
    ]);
  });
});
