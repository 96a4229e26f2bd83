import { expect, test } from 'vitest';
import { readRecording } from '../../code/course/recordings.ts';
import { findTornado } from '../../code/lab/find-tornado.ts';
import { essence } from '../../code/run/drift.ts';
import { only, playLesson } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';
import { wronglyBlamed } from '../helpers/told.ts';

test('our two apps answer step by step as real Tornado does: app, status, ETag, page, rows', async (ctx) => {
  needs(ctx, 'tornado', await findTornado());
  const original = await playLesson('01-the-swap', 'original');
  const port = await playLesson('01-the-swap', 'buggy');

  expect(essence(port)).toEqual(essence(original));
  const counts = (events: typeof port) =>
    only('sockets', events).map(({ rows }) => rows.map(({ owner, state }) => `${owner} ${state}`));
  const living = (rows: string[][]) =>
    rows.map((scene) => scene.filter((row) => !/WAIT/.test(row)));
  expect(living(counts(port))).toEqual(living(counts(original)));
  expect(wronglyBlamed(original)).toEqual([]);
  expect(wronglyBlamed(readRecording('01-the-swap', 'original') ?? [])).toEqual([]);
  // Not by both being empty: the fault is in there.
  expect(only('answer', original).at(-1)).toMatchObject({
    who: 'browser',
    app: 'App 1',
    status: 304,
  });
  expect(essence(original)).toContain('rows: App 1 ESTABLISHED, App 2 LISTEN, browser ESTABLISHED');
});
