import { expect, test } from 'vitest';
import { loadLesson } from '../../code/course/lessons.ts';
import { readRecording } from '../../code/course/recordings.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import type { App, ProgramStage } from '../../code/lab/stage.ts';
import { drift } from '../../code/run/drift.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { only, playStory } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';
import { rawClient } from '../helpers/raw-client.ts';
import { wordFaults } from '../helpers/word-faults.ts';

const slug = '12-who-hangs-up-first';
const lesson = await loadLesson(slug);

const nameOf = (file: 'buggy.ts' | 'fixed.ts') => (file === 'buggy.ts' ? 'buggy' : 'fixed');

/** `50 POSTs, POST /order: 50 502` for each tally. */
const tallies = (events: readonly LabEvent[]) =>
  only('tally', events).map(
    ({ who, asked, outcomes }) =>
      `${who}, ${asked}: ${outcomes.map((each) => `${each.count} ${each.outcome}`)}`,
  );

const inOneTurn = [
  'App 1, netstat, Recv-Q: 100 unread',
  '50 GETs, GET /: 50 App 1',
  '50 POSTs, POST /: 50 App 1',
  'App 1, handler, POST /: 50 began',
  'App 1, netstat, Recv-Q: 100 unread',
];

test.concurrent.for([
  ['buggy.ts', '502', 'never began', 'never-read'],
  ['fixed.ts', 'App 1', 'began', 'all-read'],
] as const)(
  '%s behind nginx, as recorded: of fifty POSTs in time fifty get %s',
  async ([name, outcome, handler, finding], ctx) => {
    const program = nameOf(name);
    needs(ctx, 'nginx', findProgram(['nginx'], { PATH: `${process.env.PATH}:/usr/sbin` }));
    const events = await playStory(lesson, { program });
    expect(tallies(events)).toEqual([
      ...inOneTurn,
      '50 GETs, GET /order: 50 App 1',
      `50 POSTs, POST /order: 50 ${outcome}`,
      `App 1, handler, POST /order: 50 ${handler}`,
    ]);
    expect(only('finding', events).map(({ id }) => id)).toEqual([finding]);
    expect(drift(readRecording(slug, program) ?? [], events)).toBeUndefined();
    expect(wordFaults(slug, lesson.words, events)).toEqual([]);
  },
);

// What the page says of times: the hundred were there before the first of their connections was due.
test.for(['buggy', 'fixed'])('%s: recorded in time', (program) => {
  const told = only('tally', readRecording(slug, program) ?? []);
  const [, , , warm, arrived, answered] = told.map(({ at }) => at);
  expect(arrived ?? Infinity).toBeLessThan((warm ?? 0) + 2_000);
  expect(answered).toBeGreaterThan((warm ?? 0) + 3_000);
});

/** Runs one of the programs, with nobody in between. */
async function alone(
  program: 'buggy' | 'fixed',
  act: (stage: ProgramStage, app: App) => Promise<void>,
): Promise<void> {
  const { middlemen: _, programs, ...plain } = lesson;
  await playStory(
    {
      ...plain,
      programs,
      story: async (_lab, stage) => {
        const its = stage as ProgramStage;
        await act(its, await its.start('Hello, world!', 0));
      },
    },
    { program },
  );
}

test.concurrent.for([
  ['buggy.ts', 2, 'keep-alive'],
  ['fixed.ts', 65, 'close'],
] as const)(
  '%s promises %i s; to a request in flight at its stop it says Connection: %s',
  async ([name, seconds, connection]) => {
    const program = nameOf(name);
    await alone(program, async ({ stop, exited }, app) => {
      await using client = await rawClient(app.port);
      client.send('GET / HTTP/1.1', 'Host: 127.0.0.1', '');
      await client.until('Hello, world!\n');
      expect(client.received).toMatch(new RegExp(`^Keep-Alive: timeout=${seconds}\\r$`, 'm'));

      await using busy = await rawClient(app.port);
      busy.send(
        'POST / HTTP/1.1',
        'Host: 127.0.0.1',
        'Expect: 100-continue',
        'Content-Length: 5',
        '',
      );
      await busy.until('100 Continue');
      await stop(app);
      busy.send('hello');
      await busy.until('Hello, world!\n');
      expect(busy.received).toMatch(new RegExp(`^Connection: ${connection}\\r$`, 'm'));
      // Its client is silent: after 65 s without the header, and here at once.
      if (program === 'fixed') expect(await exited(app)).toEqual({ status: 0, signal: null });
    });
  },
);
