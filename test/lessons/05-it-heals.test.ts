import { expect, test } from 'vitest';
import * as buggy from '../../code/05-it-heals/buggy.ts';
import * as fixed from '../../code/05-it-heals/fixed.ts';
import { readRecordingFor } from '../../code/course/recordings.ts';
import { ending, only, portOf } from '../helpers/lesson.ts';
import { rawClient } from '../helpers/raw-client.ts';
import { toldAsRecorded, toldByAll } from '../helpers/told.ts';

const slug = '05-it-heals';

toldByAll(slug, ({ answers, findings, events }) => {
  expect(answers).toEqual([
    'browser 200 App 1',
    ...Array(6).fill('browser 304 App 1'),
    'browser 200 App 2',
  ]);
  expect(findings).toEqual(['healed']);
  const shown = only('answer', events).filter((answer) => answer.shown !== null);
  const [first, last, healed] = [shown[0], shown[6], shown[7]].map((answer) => answer?.at ?? 0);
  // Six reloads went on for longer than an idle connection lives here, and a shorter silence healed.
  expect((last ?? 0) - (first ?? 0)).toBeGreaterThan(2_900);
  expect((healed ?? 0) - (last ?? 0)).toBeLessThan((last ?? 0) - (first ?? 0));
});

// App 1 promises one second and waits two. Firefox takes the promise at its word, the others wait.
test.each([
  ['stand-in', 'server', 2],
  ['chromium', 'server', 2],
  ['firefox', 'client', 1],
] as const)(
  '%s: its last connection to App 1 is ended by the %s, about %i s after the last answer',
  (browser, by, s) => {
    const events = readRecordingFor(slug, { program: 'buggy', browser }) ?? [];
    const last = only('answer', events).findLast(({ app }) => app === 'App 1');
    const end = only('connection', events).find(
      ({ did, peer }) => did === 'close' && peer === last?.peer,
    );
    expect(end?.by).toBe(by);
    expect(((end?.at ?? 0) - (last?.at ?? 0)) / 1000).toBeCloseTo(s, 0);
  },
);

toldAsRecorded(slug, { program: 'fixed', browser: 'stand-in' }, ({ answers, findings }) => {
  expect(findings).toEqual(['never-ill']);
  expect(answers).toEqual([
    'browser 200 App 1',
    'browser 200 App 2',
    ...Array(6).fill('browser 304 App 2'),
  ]);
});

test('an idle connection of the buggy program ends after one second and Node’s buffer of another', async () => {
  const app = await buggy.start('Hello, world!', 0);
  await using _ = ending(app);
  await using client = await rawClient(portOf(app));
  client.send('GET / HTTP/1.1', 'Host: 127.0.0.1', '');
  await client.until('Hello, world!\n');
  const began = performance.now();
  await client.end();
  const seconds = (performance.now() - began) / 1000;
  expect(client.received).toMatch(/^Keep-Alive: timeout=1\r$/m);
  expect(seconds).toBeGreaterThan(1.5);
});

test('the fixed program promises as much, and ends an idle connection at the stop', async () => {
  const app = await fixed.start('Hello, world!', 0);
  await using _ = ending(app);
  await using client = await rawClient(portOf(app));
  client.send('GET / HTTP/1.1', 'Host: 127.0.0.1', '');
  await client.until('Hello, world!\n');
  const began = performance.now();
  await fixed.stop(app);
  await client.end();
  expect(client.received).toMatch(/^Keep-Alive: timeout=1\r$/m);
  expect((performance.now() - began) / 1000).toBeLessThan(1);
});
