import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benchModel } from '../../code/benchmarks/model.ts';
import { type Action, actions, decode, encode } from '../../code/model/actions.ts';
import { netstatOf } from '../../code/model/netstat.ts';
import { eventsOf, initial, replay, statesOf } from '../../code/model/replay.ts';
import { rowsOf } from '../../code/model/rows.ts';
import { browsers, nodes, type Setting } from '../../code/model/setting.ts';
import { step } from '../../code/model/step.ts';
import { timeline, timelineInWords } from '../../code/run/timeline.ts';
import { transcript } from '../../code/run/transcript.ts';

const endOf = (text: string) => replay(decode(text));
/** What came of the last action’s requests. */
const got = (text: string) =>
  endOf(text).results.map(({ who, got }) =>
    typeof got === 'string' ? `${who}: ${got}` : `${who}: ${got.status} by App ${got.app}`,
  );
const rows = (text: string) =>
  rowsOf(endOf(text)).map(({ owner, state, left }) =>
    left === null ? `${owner} ${state}` : `${owner} ${state} ${left / 1000} s`,
  );

const settings: fc.Arbitrary<Setting> = fc.record({
  node: fc.constantFrom(...(Object.keys(nodes) as (keyof typeof nodes)[])),
  browser: fc.constantFrom(...(Object.keys(browsers) as (keyof typeof browsers)[])),
  pool: fc.integer({ min: 1, max: 6 }),
  idle: fc.constantFrom(5 as const, null),
});
const letters = fc.array(fc.constantFrom(...(Object.keys(actions) as Action[])), { maxLength: 60 });
const runs = fc.record({ setting: settings, actions: letters });

describe('A run as letters', () => {
  test('the setting of the lessons needs no word of its own', () => {
    expect(encode(decode('vs2r'))).toBe('vs2r');
    expect(encode(decode('26s-vs2r'))).toBe('vs2r');
    expect(decode('18c3i-').setting).toEqual({ node: '18', browser: 'c', pool: 3, idle: 5 });
  });

  test('what is written is read', () => {
    fc.assert(
      fc.property(runs, (run) => {
        expect(decode(encode(run))).toEqual(run);
      }),
    );
  });

  test.each([
    ['vsz2', '“z”, letter 3, is no action'],
    ['18c-vs%', '“%”, letter 7, is no action'],
    ['v💥', '“💥”, letter 2, is no action'],
    ['17c-v', '“17c”, before the dash, is no setting'],
    ['26x-v', '“26x”, before the dash, is no setting'],
    ['26s7-v', '“26s7”, before the dash, is no setting'],
    ['toString', '“o”, letter 2, is no action'],
    ['-v', '“”, before the dash, is no setting'],
  ])('%s: %s', (text, message) => {
    expect(() => decode(text)).toThrow(SyntaxError);
    expect(() => decode(text)).toThrow(message);
  });
});

describe('The story', () => {
  test('after the swap the browser gets App 1, whoever is new App 2', () => {
    expect(got('vs2r')).toEqual(['browser: 304 by App 1']);
    expect(got('vs2t')).toEqual(['new tab: 304 by App 1']);
    expect(got('vs2c')).toEqual(['curl: 200 by App 2']);
    expect(got('vs2n')).toEqual(['second browser: 200 by App 2']);
    expect(rows('vs2')).toEqual(['App 2 LISTEN', 'App 1 ESTABLISHED', 'browser ESTABLISHED']);
  });

  test('one curl with two requests stays, too', () => {
    expect(got('ks2k')).toEqual(['one curl: 200 by App 1']);
  });

  test('close all heals it; in flight it cuts', () => {
    expect(got('vs2ar')).toEqual(['browser: 200 by App 2']);
    expect(got('ls2a')).toEqual(['browser: reset']);
  });

  test('nobody listens: who has no connection is refused', () => {
    expect(got('vsc')).toEqual(['curl: refused']);
    expect(got('vsr')).toEqual(['browser: 304 by App 1']);
  });

  test('close() of Node 18 leaves the idle ones, that of 19 and later the busy ones', () => {
    expect(got('18s-vd2r')).toEqual(['browser: 304 by App 1']);
    expect(got('26s-vd2r')).toEqual(['browser: 200 by App 2']);
    expect(got('26s-vld2wwwr')).toEqual(['browser: 304 by App 1']);
  });

  test('a drain lets the busy one have its answer, and no more', () => {
    expect(got('lg2wwwr')).toEqual(['browser: 200 by App 2']);
    expect(endOf('lg2www').results).toMatchObject([{ got: { app: 1, status: 200 } }]);
  });

  test('silent connections outlive close() before 26.4', () => {
    expect(got('26.3s-pd2r')).toEqual(['browser: 200 by App 1']);
    expect(got('26s-pd2r')).toEqual(['browser: 200 by App 2']);
  });

  test('a pool of one: the next request waits for the slow one', () => {
    expect(got('26s1-lr')).toEqual(['browser: waits']);
    expect(got('26s1-lrwww')).toEqual(['browser: 200 by App 1', 'browser: 200 by App 1']);
  });
});

describe('The table', () => {
  test('the end that closed first is in TIME_WAIT, for a minute', () => {
    expect(rows('c')).toEqual(['App 1 LISTEN', 'curl TIME_WAIT 60 s']);
    expect(rows('f')).toEqual(['App 1 LISTEN', 'App 1 TIME_WAIT 60 s']);
    expect(rows('fxww')).toEqual(['App 1 LISTEN', 'App 1 TIME_WAIT 52 s']);
    expect(rows('fm')).toEqual(['App 1 LISTEN']);
  });

  test('Chromium does not notice the end until it asks: FIN_WAIT2 and CLOSE_WAIT', () => {
    expect(rows('26c-va')).toEqual(['App 1 LISTEN', 'App 1 FIN_WAIT2 60 s', 'browser CLOSE_WAIT']);
    expect(rows('26c-vaxr')).toEqual([
      ...['App 1 LISTEN', 'App 1 TIME_WAIT 60 s', 'App 1 ESTABLISHED', 'browser ESTABLISHED'],
    ]);
    expect(rows('26c-vam')).toEqual(['App 1 LISTEN', 'browser CLOSE_WAIT']);
  });

  test.each([
    ['18si-', 5, 'server'],
    ['26si-', 6, 'server'],
    ['26fi-', 5, 'client'],
    ['26ai-', 4, 'client'],
    ['26f-', 118, 'client'],
  ])('%s: an idle connection lives %i s, and the %s ends it', (text, seconds, end) => {
    const { setting } = decode(text);
    let state = replay({ setting, actions: ['v'] });
    while (state.clients.browser.pool.length > 0) state = step(state, 'w');
    expect(state.now).toBe(seconds * 1000);
    expect(state.events).toMatchObject([{ kind: 'connection', did: 'close', by: end }]);
  });

  test('netstat prints it as Linux does', () => {
    expect(netstatOf(endOf('vcs2')).output).toBe(
      [
        'tcp        0      0 127.0.0.1:50000         127.0.0.1:7888          ESTABLISHED off (0.00/0/0)',
        'tcp        0      0 127.0.0.1:50002         127.0.0.1:7888          TIME_WAIT   timewait (60.00/0/0)',
        'tcp        0      0 127.0.0.1:7888          0.0.0.0:*               LISTEN      off (0.00/0/0)',
        'tcp        0      0 127.0.0.1:7888          127.0.0.1:50000         ESTABLISHED off (0.00/0/0)',
      ].join('\n'),
    );
    expect(netstatOf(endOf('vcs'), 'listening').output).toBe('');
  });
});

describe('Whatever is done', () => {
  test('a step changes nothing that it is given', () => {
    fc.assert(
      fc.property(runs, ({ setting, actions }) => {
        actions.reduce((state, action) => step(frozen(state), action), frozen(initial(setting)));
      }),
    );
  });

  test('one listens at most, a row has its other end, and nothing lives longer than the kernel keeps it', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const all = rowsOf(replay(run));
        expect(all.filter(({ state }) => state === 'LISTEN').length).toBeLessThanOrEqual(1);
        for (const { state, local, remote, left } of all) {
          const other = all.find((row) => row.local === remote && row.remote === local);
          if (state === 'ESTABLISHED') expect(other?.state).toBe('ESTABLISHED');
          if (state === 'FIN_WAIT2') expect(other?.state).toBe('CLOSE_WAIT');
          if (state === 'TIME_WAIT') expect(other).toBeUndefined();
          if (left !== null) expect(left > 0 && left <= 60_000).toBe(true);
        }
      }),
    );
  });

  test('no pool is larger than it may be, and who waits has a reason', () => {
    fc.assert(
      fc.property(runs, (run) => {
        for (const { pool, waiting } of Object.values(replay(run).clients)) {
          expect(pool.length).toBeLessThanOrEqual(run.setting.pool);
          if (waiting.length > 0)
            expect(pool.filter(({ phase }) => phase === 'busy')).toHaveLength(run.setting.pool);
        }
      }),
    );
  });

  test('each request gets one end: an answer, a refusal, a reset, or it still waits', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const results = statesOf(run).flatMap((state) => state.results);
        const ends = results.filter(({ got }) => got !== 'waits').length;
        const { clients } = replay(run);
        const open = Object.values(clients).flatMap(({ pool, waiting }) => [
          ...waiting,
          ...pool.flatMap(({ request }) => (request ? [request] : [])),
        ]).length;
        const asked = run.actions.filter((action) => 'vrtlncfk'.includes(action)).length;
        const preconnects = results.filter(({ got }) => got === 'refused').length;
        expect(ends + open).toBeGreaterThanOrEqual(asked);
        expect(ends + open - asked).toBeLessThanOrEqual(preconnects);
      }),
    );
  });

  test('its events are those of a run: the views that exist show them', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const events = eventsOf(run);
        const words = { scenes: {}, predictions: {}, findings: {}, notebook: [] };
        const wording = { words, lesson: 'bench', source: 'the bench' };
        const lines = transcript(events, { ...wording, lens: 'whole' });
        expect(lines.length).toBeGreaterThan(0);
        const picture = timeline(events);
        expect(timelineInWords(picture).every(Boolean)).toBe(true);
        expect(picture.connections.every(({ from, to }) => from < to)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

test('npm run bench model: a table of both sizes, and whether the goals are met', async () => {
  let said = '';
  const out = (text: string) => {
    said += text;
  };
  const status = await benchModel({
    ...{ out, signal: new AbortController().signal, sizes: [10, 200], rounds: 3 },
    perRound: 2000,
  });
  expect(said).toMatch(/2000 actions +median ms.*\n +10 connections .*\n +200 connections /);
  expect(said).toMatch(/The fastest round: \d+ actions a second with 200 connections\. Goals/);
  expect([0, 1]).toContain(status);
});
