import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decode } from '../../code/model/actions.ts';
import { eventsOf, replay, statesOf } from '../../code/model/replay.ts';
import { rowsOf } from '../../code/model/rows.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { parseRecording } from '../../code/run/recording.ts';
import { asRecorded, puzzles } from '../../lessons/puzzles.ts';

const lettersOf = (run: string) => run.replace(/^.*-/, '');
const isSolved = ({ solved, start }: (typeof puzzles)[number], run: string) =>
  solved(statesOf(decode(run)), lettersOf(run).slice(lettersOf(start).length));

test('There are twelve puzzles at least, each with a name of its own', () => {
  expect(puzzles.length).toBeGreaterThanOrEqual(12);
  expect(new Set(puzzles.map(({ id }) => id)).size).toBe(puzzles.length);
});

describe.each(puzzles.map((puzzle) => ({ ...puzzle, puzzle })))('$id', (all) => {
  const { puzzle, start, solution } = all;

  test('is not solved when it begins, nor one action before the end of its solution', () => {
    expect(isSolved(puzzle, start)).toBe(false);
    expect(isSolved(puzzle, solution.slice(0, -1))).toBe(false);
  });

  test('is solved by its solution, which begins with its start', () => {
    expect(decode(solution).setting).toEqual(decode(start).setting);
    expect(lettersOf(solution).startsWith(lettersOf(start))).toBe(true);
    expect(isSolved(puzzle, solution)).toBe(true);
  });
});

/** Who got what in the end, and all rows by owner and state. */
function endOf(events: readonly LabEvent[]) {
  const answers = new Map<string, string>();
  for (const event of events)
    if (event.kind === 'answer' && event.shown !== null)
      answers.set(event.who, `${event.status} by ${event.app}`);
  return Object.fromEntries([...answers].sort());
}

describe.each(Object.entries(asRecorded))('%s', (lesson, { run, variant }) => {
  const file = `code/${lesson}/recording${variant ? `.${variant}` : ''}.jsonl`;
  const recorded = parseRecording(readFileSync(file, 'utf8'));

  test('the model ends where its recording ends: answers, and both ends of each connection', () => {
    const settled = recorded.findLast((event) => event.kind === 'sockets');
    const roles = (rows: readonly { owner: string | null; state: string }[]) =>
      rows.map(({ owner, state }) => `${owner} ${state}`).sort();
    expect(roles(rowsOf(replay(decode(run))))).toEqual(roles(settled?.rows ?? []));
    expect(endOf(eventsOf(decode(run)))).toEqual(endOf(recorded));
  });
});
