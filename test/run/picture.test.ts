import { describe, expect, test } from 'vitest';
import { readRecording } from '../../code/course/recordings.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { picture } from '../../code/run/picture.ts';
import { type Lens, tell } from '../../code/run/transcript.ts';
import { words } from '../../lessons/01-the-swap.words.ts';
import { playedWait } from '../../site/components/recording/pace.ts';

/** Lesson 1’s recorded run; each line of the scenes on stage has a row of its own. */
function drawn(lens: Lens, scenes?: readonly string[]) {
  const events = readRecording('01-the-swap', 'buggy') ?? [];
  const told = tell(events, { words, lesson: '01-the-swap', source: 'the test', lens });
  const rows = new Map<LabEvent, number>();
  for (const { event, lines, scene } of told) {
    if (lines.length > 0 && (!scenes || scenes.includes(scene))) rows.set(event, rows.size);
  }
  const atRow = (row: number) => [...rows].find(([, each]) => each === row)?.[0];
  return { ...picture(told, rows, lens), atRow };
}

describe('What a transcript has beside it', () => {
  test('is, as the author saw it, who listened and whose page came, at the row of its line', () => {
    const { lanes, past, bars, marks, atRow } = drawn('story');
    expect(lanes).toEqual(['port', 'browser', 'fresh client']);
    expect(past).toBe(0);
    expect(bars.map(({ kind, app, ended }) => [kind, app, ended])).toEqual([
      ['listener', 'App 1', true],
      ['listener', 'App 2', false],
    ]);
    expect(marks.map(({ app, status }) => [app, status])).toEqual([
      ['App 1', 200],
      ['App 1', 304],
      ['App 2', 200],
      ['App 1', 304],
    ]);
    for (const { step, status } of marks) expect(atRow(step)).toMatchObject({ status });
  });

  test('shows of one scene what came before it as its past, and cuts what goes on at its end', () => {
    const { lanes, past, steps, bars, marks } = drawn('story', ['the-swap']);
    expect(lanes).toEqual(['port', 'browser']);
    expect(past).toBe(3); // App 1 listens, and two answers
    expect(marks.map(({ step }) => step)).toEqual([1, 2]);
    expect(bars).toMatchObject([
      { app: 'App 1', from: 0, to: past + 1, ended: true },
      { app: 'App 2', from: past + 2, to: steps, ended: false },
    ]);
  });

  test('has with the connections a band that reaches to its last answer, and says who answered', () => {
    const { bars, marks } = drawn('connections');
    const bands = bars.filter(({ kind }) => kind === 'connection');
    expect(bands.map(({ app, ended }) => [app, ended])).toEqual([
      ['App 1', false],
      ['App 2', true],
    ]);
    for (const { lane, step } of marks) {
      const band = bands.find((each) => each.lane === lane);
      expect(step).toBeGreaterThan(band?.from ?? Infinity);
      expect(step).toBeLessThan(band?.to ?? 0);
    }
  });
});

test.each([
  [2, 431],
  [109, 779],
  [317, 1056],
  [2000, 1500],
])('A recorded wait of %d ms is played in %d', (gap, played) => {
  expect(Math.round(playedWait(gap, false))).toBe(played);
});
