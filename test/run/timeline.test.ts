import { describe, expect, test } from 'vitest';
import { readRecording } from '../../code/course/recordings.ts';
import type { AppName, LabEvent } from '../../code/run/events.ts';
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

describe('from a few events', () => {
  const listen = (app: AppName): LabEvent => ({ ...server, app, did: 'listen' });
  const stop = (app: AppName): LabEvent => ({ ...server, app, did: 'stop' });
  const connection = (did: 'open' | 'close', peer: number, who = 'browser'): LabEvent => ({
    at: 0,
    kind: 'connection',
    did,
    app: 'App 1',
    who,
    peer,
  });
  const answer = (peer: number, shown: string | null = 'Hello', who = 'browser'): LabEvent => ({
    at: 0,
    kind: 'answer',
    who,
    method: 'GET',
    path: '/',
    app: 'App 1',
    status: 200,
    etag: null,
    ifNoneMatch: null,
    peer,
    nth: 1,
    shown,
  });
  const server = { at: 0, kind: 'server', port: 7888 } as const;

  test('a listener that never stops runs to the end, and nothing is marked as its stop', () => {
    const run = timeline([listen('App 1'), connection('open', 1), answer(1)]);
    expect(run.listeners).toEqual([{ app: 'App 1', from: 0, to: 3 }]);
    expect(run.stop).toBeUndefined();
    expect(timelineInWords(run)[0]).toBe('App 1 listens to the end.');
  });

  test('the first stop is marked at its own step', () => {
    const run = timeline([
      listen('App 1'),
      connection('open', 1),
      answer(1),
      stop('App 1'),
      listen('App 2'),
      stop('App 2'),
    ]);
    expect(run.stop).toBe(3);
    expect(run.listeners.map(({ from, to }) => [from, to])).toEqual([
      [0, 3],
      [4, 5],
    ]);
    expect(run.steps).toBe(6);
  });

  test('an answer told after its connection’s end was given on it: the end is drawn after it', () => {
    const run = timeline([
      listen('App 1'),
      connection('open', 1),
      connection('close', 1),
      answer(1),
      stop('App 1'),
    ]);
    expect(run.connections).toMatchObject([
      { from: 1, to: 4, closed: true, answers: [{ step: 3, status: 200 }] },
    ]);
  });

  test('an end told after the last answer stays where it was told', () => {
    const run = timeline([
      connection('open', 1),
      answer(1),
      stop('App 1'),
      connection('close', 1),
      stop('App 2'),
    ]);
    expect(run.connections).toMatchObject([{ from: 0, to: 3 }]);
  });

  test('two connections of one client at a time stand side by side, one after the other in line', () => {
    const sides = (events: LabEvent[]) => timeline(events).connections.map(({ side }) => side);
    const one = [connection('open', 1), answer(1)];
    const two = [connection('open', 2), answer(2)];
    expect(sides([...one, ...two])).toEqual([0, 1]);
    expect(sides([...one, connection('close', 1), ...two])).toEqual([0, 0]);
    const other = [connection('open', 3, 'curl'), answer(3, 'Hello', 'curl')];
    expect(sides([...one, ...other])).toEqual([0, 0]);
  });

  test('a port that comes back is another connection', () => {
    const run = timeline([
      connection('open', 1),
      answer(1),
      connection('close', 1),
      connection('open', 1),
      answer(1),
    ]);
    expect(run.connections.map(({ from, to, closed }) => [from, to, closed])).toEqual([
      [0, 2, true],
      [3, 5, false],
    ]);
    expect(run.connections.map(({ answers }) => answers.length)).toEqual([1, 1]);
  });

  test('what nobody looked at takes no step: a spare connection, an icon', () => {
    const told = [listen('App 1'), connection('open', 1), answer(1)];
    const spare = [connection('open', 2), answer(2, null), connection('close', 2)];
    expect(timeline([...told, answer(1, null), ...spare])).toEqual(timeline(told));
  });

  test('in words: opened after the stop, and for whom it was asked', () => {
    const run = timeline([
      listen('App 1'),
      stop('App 1'),
      connection('open', 1),
      answer(1),
      answer(1, 'Hello', 'curl'),
    ]);
    expect(timelineInWords(run)).toEqual([
      'App 1 listens, and stops listening.',
      'The browser’s connection to App 1, opened after its stop: answers 200, 200 for the curl; ' +
        'open to the end, and App 1 answers on it after it has stopped listening.',
    ]);
  });
});
