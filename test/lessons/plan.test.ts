import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCast } from '../../code/cli/lesson/cast.ts';
import { listLessons } from '../../code/course/lessons.ts';
import { commands } from '../../lessons/commands.ts';
import { type Block, ninetyMinutes, restOfHalfADay } from '../../lessons/plan.ts';
import { inClass, spoilt } from './lens-of-words.ts';

const root = new URL('../../', import.meta.url);
const blocks = [...ninetyMinutes, ...restOfHalfADay];
const minutesOf = (blocks: readonly Block[]) => blocks.reduce((sum, each) => sum + each.minutes, 0);

test('90 minutes, and 120 more', () => {
  expect([minutesOf(ninetyMinutes), minutesOf(restOfHalfADay)]).toEqual([90, 120]);
});

test('what the trainer says aloud tells nothing before its lesson', () => {
  expect(spoilt(inClass(blocks))).toEqual([]);
});

test('a sentence that says too much is found', () => {
  const [first, ...others] = ninetyMinutes;
  if (!first) throw new Error('the plan is empty');
  const told = { ...first, opening: 'The browser’s connection is still there.' };
  expect(spoilt(inClass([told, ...others]))).toEqual([
    expect.stringContaining('“connection” is not said before lesson 6'),
  ]);
});

describe('each command of the plan is there', () => {
  const typed = blocks.flatMap(({ commands = [] }) => commands);
  const scripts = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).scripts;

  test.for(typed)('%s', (line) => {
    const [, script, words = ''] = /^npm run (\S+) ?(.*)$/.exec(line) ?? [];
    const [, program] = /^npx tsx (\S+)$/.exec(line) ?? [];
    if (script) expect(scripts).toHaveProperty(script);
    if (script === 'lesson') {
      const { lesson } = parseCast(words.split(' '), {}, listLessons());
      expect(lesson.page).toBeDefined();
    }
    if (program) expect(existsSync(new URL(program, root)), program).toBe(true);
    if (!script && !program)
      expect(Object.values(commands).map(({ linux }) => linux)).toContain(line);
  });
});
