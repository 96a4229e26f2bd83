import { expect, test } from 'vitest';
import { readRecording } from '../../code/course/recordings.ts';
import { timeline, timelineInWords } from '../../code/run/timeline.ts';

const drawn = (name: string) => timeline(readRecording('01-the-swap', name) ?? []);

test('with the bug the browser’s band outlives App 1’s listener, and App 1 answers on it after App 2 listens', () => {
  const { lanes, listeners, connections, steps } = drawn('buggy');
  expect(lanes).toEqual(['port', 'browser', 'fresh client']);
  const [app1, app2] = listeners;
  const band = connections.find(({ lane }) => lanes[lane] === 'browser');
  expect(band).toMatchObject({ app: 'App 1', to: steps, closed: false });
  expect(app1?.to).toBeLessThan(app2?.from ?? 0);
  expect(band?.answers.map(({ status }) => status)).toEqual([200, 304, 304]);
  expect(band?.answers.at(-1)?.step).toBeGreaterThan(app2?.from ?? Infinity);
});

test('with the fix the band ends before App 2 answers the browser on another', () => {
  const { lanes, connections } = drawn('fixed');
  const bands = connections.filter(({ lane }) => lanes[lane] === 'browser');
  expect(bands.map(({ app, closed }) => [app, closed])).toEqual([
    ['App 1', true],
    ['App 2', false],
  ]);
  expect(bands[0]?.to).toBeLessThan(bands[1]?.answers[0]?.step ?? 0);
});

test('spare connections of a real Chromium are left out', () => {
  const { connections, lanes } = drawn('chromium');
  expect(
    connections
      .filter(({ lane }) => lanes[lane] === 'browser')
      .every(({ answers }) => answers.length > 0),
  ).toBe(true);
});

test('in words, from the same facts', () => {
  expect(timelineInWords(drawn('buggy'))).toEqual([
    'App 1 listens, and stops listening.',
    'App 2 listens to the end.',
    'The browser’s connection to App 1: answers 200, 304, 304; open to the end, and App 1 answers on it after it has stopped listening.',
    'The fresh client’s connection to App 2: answers 200; it ends.',
  ]);
});
