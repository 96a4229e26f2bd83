import { expect, test } from 'vitest';
import { runProgram } from '../../code/cli/record.ts';
import { listLessons } from '../../code/course/lessons.ts';
import { readRecording } from '../../code/course/recordings.ts';
import { only } from '../helpers/lesson.ts';

test('plain close() on Node 26 with one request in flight: App 1 answers ten times more', async () => {
  const [lesson] = listLessons();
  if (!lesson) throw new Error('no lesson');
  const [ran] = only('command', await runProgram(lesson, 'busy-close'));
  const lines = ran?.output.split('\n') ?? [];

  expect(
    lines.filter((line) =>
      /kept connection, request \d+: App 1, Connection: keep-alive/.test(line),
    ),
  ).toHaveLength(10);
  expect(lines.at(-1)).toBe('a fresh connection:         App 2, Connection: close');
  const recording = readRecording('01-the-swap', 'busy-close');
  expect(ran?.output).toBe(only('command', recording ?? [])[0]?.output);
});
