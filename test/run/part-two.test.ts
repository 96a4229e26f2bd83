import { describe, expect, test } from 'vitest';
import { createPainter } from '../../code/cli/painter.ts';
import { type Condition, holds } from '../../code/run/condition.ts';
import { drift, essence } from '../../code/run/drift.ts';
import type {
  FailureFact,
  LabEvent,
  ProcessFact,
  StreamFact,
  TallyFact,
} from '../../code/run/events.ts';
import { count } from '../../code/run/tally.ts';
import { timeline, timelineInWords } from '../../code/run/timeline.ts';
import { transcript } from '../../code/run/transcript.ts';

const words = { scenes: {}, predictions: {}, findings: {}, notebook: [] };
const told = (...events: LabEvent[]) =>
  transcript(events, { words, lesson: '10-half-fixed', source: 'here', lens: 'connections' })
    .map(createPainter({ color: false, width: 100 }))
    .map((line) => line.replace(/^ +\d\.\d\d s +/, '').trimEnd());

const tally = (...outcomes: TallyFact['outcomes']): TallyFact => ({
  at: 0,
  kind: 'tally',
  who: '100 clients',
  asked: 'GET /',
  outcomes,
});
const failure = (saw: string, ran: number): FailureFact => ({
  at: 0,
  kind: 'failure',
  who: 'nginx',
  method: 'POST',
  path: '/order',
  saw,
  ran,
});
const app = { at: 0, kind: 'process', who: 'App 1', pid: 300 } as const;
const started: ProcessFact = {
  ...app,
  did: 'start',
  line: 'npm start',
  chain: [
    { pid: 300, program: 'npm' },
    { pid: 301, program: 'sh' },
    { pid: 302, program: 'node' },
  ],
};
const ended = (status: number | null, signal: string | null = null): ProcessFact => ({
  ...app,
  did: 'exit',
  status,
  signal,
  after: 1500,
});
const stream = (did: StreamFact['did'], data?: string): StreamFact => ({
  at: 0,
  kind: 'stream',
  who: 'browser',
  path: '/events',
  did,
  ...(data && { id: '7', data }),
});

describe('a tally', () => {
  test('counts what was seen, most first, and what has a bound though nobody saw it', () => {
    expect(count(['App 2', 'App 1', 'App 2'], { ECONNRESET: { atMost: 2 } })).toEqual([
      { outcome: 'App 2', count: 2 },
      { outcome: 'App 1', count: 1 },
      { outcome: 'ECONNRESET', count: 0, bound: { atMost: 2 } },
    ]);
  });

  test('is told with its parts and the whole', () => {
    const line = tally({ outcome: 'App 2', count: 90 }, { outcome: 'App 1', count: 10 });
    expect(told(line)).toEqual(['100 clients   GET /  90 of 100 ■ App 2, 10 of 100 ● App 1']);
  });

  test.for([
    ['some are some, however many', [40, undefined], [60, undefined], true],
    ['some are not none', [40, undefined], [0, undefined], false],
    ['some are not all', [40, undefined], [100, undefined], false],
    ['exactly is exactly', [10, 'exactly'], [11, 'exactly'], false],
    ['more than holds', [40, { moreThan: 10 }], [11, { moreThan: 10 }], true],
    ['more than breaks', [40, { moreThan: 10 }], [10, { moreThan: 10 }], false],
    ['at most holds', [0, { atMost: 2 }], [2, { atMost: 2 }], true],
    ['at most breaks', [0, { atMost: 2 }], [3, { atMost: 2 }], false],
  ] as const)('%s', ([, [was, bound], [is, sameBound], same]) => {
    const of = (lost: number, bound: TallyFact['outcomes'][number]['bound']) =>
      tally(
        { outcome: 'lost', count: lost, ...(bound && { bound }) },
        { outcome: 'App 2', count: 100 - lost },
      );
    // Of the other outcome is compared whether there is any of it.
    expect(drift([of(was, bound)], [of(is, sameBound)]) === undefined).toBe(same);
  });

  test('in another order of its outcomes is the same', () => {
    const [a, b] = [
      { outcome: 'App 1', count: 40 },
      { outcome: 'App 2', count: 60 },
    ] as const;
    expect(drift([tally(a, b)], [tally({ ...b, count: 50 }, { ...a, count: 50 })])).toBeUndefined();
  });
});

describe('told, compared, drawn', () => {
  test('a process: how it was started, by whom, what it was sent, how it ended', () => {
    const run = [
      started,
      { ...app, did: 'signal', signal: 'SIGTERM' } as const,
      ended(null, 'SIGTERM'),
    ];
    expect(told(...run)).toEqual([
      'App 1         is started: npm start, npm (pid 300) > sh (pid 301) > node (pid 302)',
      'App 1         is sent SIGTERM',
      'App 1         ends with SIGTERM, 1.50 s after it was told',
    ]);
    expect(essence(run)).toEqual([
      'App 1: started as npm > sh > node',
      'App 1: sent SIGTERM',
      'App 1: ended with SIGTERM',
    ]);
    expect(drift([ended(0)], [{ ...ended(0), pid: 5, after: 9 } as ProcessFact])).toBeUndefined();
    expect(drift([ended(0)], [ended(1)])).toBeDefined();
  });

  test('a failure: what was seen, and whether a handler ran', () => {
    expect(told(failure('502', 0), failure('ECONNRESET', 1), failure('200', 2))).toEqual([
      'nginx         POST /order  502, no handler saw it',
      'nginx         POST /order  ECONNRESET, a handler ran',
      'nginx         POST /order  200, a handler ran 2 times',
    ]);
    expect(drift([failure('502', 0)], [failure('502', 1)])).toBeDefined();
  });

  test('a stream: open, its events, its end', () => {
    const run = [stream('open'), stream('event', 'seven'), stream('gave up')];
    expect(told(...run)).toEqual([
      'browser       /events  the stream is open',
      'browser       /events  event 7: seven',
      'browser       /events  the stream is gone; it gives up',
    ]);
    expect(drift(run, [stream('open'), stream('event', 'eight'), stream('gave up')])).toBeDefined();
  });

  test('a middleman, and whom it sends nobody to any more', () => {
    const nginx = { at: 0, kind: 'middleman', name: 'nginx', port: 7890 } as const;
    expect(told({ ...nginx, did: 'listen' }, { ...nginx, did: 'out', app: 'App 1' })).toEqual([
      'nginx         listens on port 7890',
      'nginx         sends nobody to App 1 any more',
    ]);
  });

  test('in the picture a failure stands in its client’s lane, a signal in the port’s', () => {
    const drawn = timeline([
      { at: 0, kind: 'server', app: 'App 1', did: 'listen', port: 1 },
      failure('502', 0),
      ended(0),
    ]);
    expect(drawn.moments).toEqual([
      { step: 1, lane: 1, who: 'nginx', said: '502' },
      { step: 2, lane: 0, who: 'App 1', said: 'exit 0' },
    ]);
    expect(drawn.listeners).toEqual([{ app: 'App 1', from: 0, to: 3 }]);
    expect(timelineInWords(drawn)).toContain('nginx: 502.');
  });
});

test.for<[Condition, boolean]>([
  [{ tally: ['100 clients', 'App 1', 10] }, true],
  [{ tally: ['100 clients', 'App 1', 'some'] }, true],
  [{ tally: ['100 clients', 'App 1', 'all'] }, false],
  [{ tally: ['100 clients', 'ECONNRESET', 'none'] }, true],
  [{ tally: ['ten clients', 'App 1', 'none'] }, false],
  [{ saw: ['nginx', '502'] }, true],
  [{ saw: ['nginx', 'ECONNRESET'] }, false],
  [{ exit: ['App 1', 'SIGTERM'] }, true],
  [{ exit: ['App 1', 0] }, false],
  [{ exit: ['App 2', null] }, true],
  [{ stream: ['browser', 'gave up'] }, true],
  [{ stream: ['browser', 'open'] }, false],
])('the condition %j is %j of the run', ([condition, is]) => {
  const run = [
    tally({ outcome: 'App 1', count: 10 }, { outcome: 'App 2', count: 90 }),
    failure('502', 0),
    ended(null, 'SIGTERM'),
    stream('open'),
    stream('gave up'),
  ];
  expect(holds(condition, run)).toBe(is);
});
