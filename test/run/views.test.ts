import { describe, expect, test } from 'vitest';
import { readRecording } from '../../code/course/recordings.ts';
import { drift } from '../../code/run/drift.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { formatRecording, parseRecording } from '../../code/run/recording.ts';
import { transcript } from '../../code/run/terminal.ts';
import { words } from '../../lessons/01-the-swap.words.ts';
import { words as wordsOf8 } from '../../lessons/08-close-the-connections.words.ts';

const recording = readRecording('01-the-swap', 'buggy') ?? [];
/** The recording with its text changed, as a new run that differs in this. */
const changed = (from: string | RegExp, to: string) => {
  const text = formatRecording(recording);
  expect(text).toMatch(from);
  return parseRecording(text.replace(from, to));
};

describe('drift', () => {
  test('a recording agrees with itself', () => {
    expect(recording.length).toBeGreaterThan(10);
    expect(drift(recording, recording)).toBeUndefined();
  });

  test.for([
    ['the app that answered', /"app":"App 2"(?=.*"kind":"answer"|,"peer")/, '"app":"App 1"'],
    ['a status', '"status":304', '"status":200'],
    ['a page', '"shown":"Hello, world2!"', '"shown":"Hello, world!"'],
    ['an ETag', /"etag":"\\"09/, '"etag":"\\"0a'],
    ['who asked', '"who":"fresh client","shown"', '"who":"browser","shown"'],
    ['a scene', '"id":"the-swap"', '"id":"swap"'],
    ['a finding', '"id":"two-answers"', '"id":"one-answer"'],
    ['what was done to a server', '"did":"stop"', '"did":"close-all"'],
    ['the state of a row', /"state":"LISTEN"/, '"state":"CLOSE"'],
    ['the owner of a row', /"owner":"browser"/, '"owner":"fresh client"'],
  ] as const)('sees a change of %s', ([, from, to]) => {
    const difference = drift(recording, changed(from, to));
    expect(difference).toBeDefined();
    expect(difference?.recorded).not.toBe(difference?.now);
  });

  test('does not see times, pids, or what a tool printed', () => {
    const other = recording.map((event): LabEvent => {
      const later = { ...event, at: event.at + 1000 };
      if (later.kind === 'command') return { ...later, output: 'something else' };
      if (later.kind !== 'sockets') return later;
      return { ...later, rows: later.rows.map((row) => ({ ...row, pid: 1 })) };
    });
    expect(drift(recording, other)).toBeUndefined();
  });

  test('does not see a spare connection, nor a request that nobody looked at', () => {
    const spare: LabEvent = {
      at: 0,
      kind: 'connection',
      did: 'open',
      app: 'App 1',
      who: 'browser',
      peer: 9,
    };
    const icon: LabEvent = {
      at: 0,
      kind: 'answer',
      who: 'browser',
      method: 'GET',
      path: '/favicon.ico',
      app: 'App 1',
      status: 200,
      etag: null,
      ifNoneMatch: null,
      peer: 9,
      nth: 1,
      shown: null,
    };
    const withRow = recording.map((event): LabEvent => {
      if (event.kind !== 'sockets') return event;
      const row = { owner: 'browser', state: 'ESTABLISHED', local: 9, remote: 7888, pid: 1 };
      return { ...event, rows: [...event.rows, row] };
    });
    expect(drift(recording, [spare, icon, ...withRow])).toBeUndefined();
  });

  test('leaves the rows out where the system has no table to read', () => {
    const blind = recording.filter(({ kind }) => kind !== 'sockets');
    expect(drift(recording, blind)).toBeUndefined();
  });

  test('names what is missing at the end', () => {
    const cut = recording.filter(({ kind }) => kind !== 'finding');
    expect(drift(recording, cut)?.recorded).toBe('finding two-answers');
  });
});

describe('a recording', () => {
  test('keeps of a tool’s output only the rows of the run, sorted, white space collapsed', () => {
    const output = [
      'tcp        0      0 127.0.0.1:17888         0.0.0.0:*               LISTEN      off (0.00/0/0)',
      'tcp        0      0 127.0.0.1:7888          127.0.0.1:50001         ESTABLISHED off (0.00/0/0)',
      'tcp        0      0 127.0.0.1:7888          127.0.0.1:60000         TIME_WAIT   timewait (46.55/0/0)',
      'tcp        0      0 127.0.0.1:7888          0.0.0.0:*               LISTEN      off (0.00/0/0)',
      'unix  3      [ ]         STREAM     CONNECTED     27888',
    ].join('\n');
    const text = formatRecording([
      { at: 0, kind: 'server', app: 'App 1', did: 'listen', port: 7888 },
      { at: 1, kind: 'connection', did: 'open', app: 'App 1', who: 'browser', peer: 50001 },
      {
        at: 2,
        kind: 'command',
        line: 'netstat -ano | grep 7888',
        tool: 'netstat',
        output,
        shown: false,
      },
    ]);
    expect(parseRecording(text).at(-1)).toMatchObject({
      output: [
        'tcp 0 0 127.0.0.1:7888 0.0.0.0:* LISTEN off (0.00/0/0)',
        'tcp 0 0 127.0.0.1:7888 127.0.0.1:50001 ESTABLISHED off (0.00/0/0)',
      ].join('\n'),
    });
  });

  test('holds no character that acts on a terminal', () => {
    const text = formatRecording([{ at: 0, kind: 'note', text: '\x1b[2J\x9b2J\u202egnp' }]);
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
    expect(parseRecording(text)).toEqual([{ at: 0, kind: 'note', text: '\x1b[2J\x9b2J\u202egnp' }]);
  });

  test('names the line that is no event', () => {
    expect(() => parseRecording('{"at":0,"kind":"scene","id":"a"}\nnonsense\n')).toThrow(
      'line 2 of the recording is no event: nonsense',
    );
  });
});

describe('the transcript', () => {
  const plain = { words, color: false } as const;

  test('through the lens of the story: who asked, status, page, time, and nothing else', () => {
    expect(
      transcript(recording, { ...plain, lens: 'story' }).replace(/\d+\.\d\d s/g, '#.## s'),
    ).toMatchInlineSnapshot(`
      "App 1 answers
        #.## s  App 1         listens on port 7888
        #.## s  browser       GET /  200  ● Hello, world!
        #.## s  browser       GET /  304  ● Hello, world!

      App 1 stops, App 2 takes its port
        #.## s  App 1         stops
        #.## s  App 2         listens on port 7888

      Two clients ask
        #.## s  fresh client  GET /  200  ■ Hello, world2!
        #.## s  browser       GET /  304  ● Hello, world!

      Same address, same second, two clients: two answers."
    `);
  });

  test('whole: the connections, their ports, and the rows too', () => {
    const whole = transcript(recording, { ...plain, lens: 'whole' });
    expect(whole).toMatch(
      /browser {7}GET \/ {2}304 {2}● Hello, world!\n +from App 1, connection :\d+, request 3/,
    );
    expect(whole).toMatch(/App 1 {9}ESTABLISHED {2}:7888 -> :\d+/);
    expect(whole).toMatch(/\$ netstat -ano \| grep 7888/);
  });

  test('of one scene has its title and no other, and still knows whose page a 304 shows', () => {
    const scene = transcript(recording, { ...plain, lens: 'story', scenes: ['two-clients-ask'] });
    expect(scene).toMatch(/^Two clients ask\n/);
    expect(scene).toContain('304  ● Hello, world!');
    expect(scene).not.toContain('App 1 answers');
  });

  test('in colour says the same in the same shapes', () => {
    const colored = transcript(recording, { words, lens: 'story', color: true });
    const sgr = /\x1b\[[\d;]*m/g;
    expect(colored.replace(sgr, '')).toBe(transcript(recording, { ...plain, lens: 'story' }));
    // 16 colours and bold only: no dim, no RGB, no background (contrast, print).
    expect(new Set(colored.match(sgr))).toEqual(
      new Set(['\x1b[1m', '\x1b[22m', '\x1b[33m', '\x1b[36m', '\x1b[39m']),
    );
  });

  test('shows a server’s bytes as text', () => {
    const answer: LabEvent = {
      at: 0,
      kind: 'answer',
      who: 'browser',
      method: 'GET',
      path: '/',
      app: 'App 1',
      status: 200,
      etag: null,
      ifNoneMatch: null,
      peer: 1,
      nth: 1,
      shown: 'a\x1b]0;title\x07b',
    };
    expect(transcript([answer], { ...plain, lens: 'story' })).toContain('a\\x1b]0;title\\x07b');
  });
});

test.each([80, 60, 40])(
  'who was connected stands below, where %i columns do not hold both',
  (width) => {
    const events = readRecording('08-close-the-connections', 'buggy') ?? [];
    const options = { words: wordsOf8, lens: 'connections', color: false } as const;
    const answers = (columns: number) =>
      transcript(events, { ...options, width: columns })
        .split('\n')
        .filter((line) => /● |■ |^ *from App/.test(line));

    expect(Math.max(...answers(width).map((line) => line.length))).toBeLessThanOrEqual(width);
    const wide = answers(120);
    expect(wide[0]).toMatch(
      / browser .*● Hello, world! {2}from App 1, connection :\d+, request 1$/,
    );
    expect(answers(width)).toHaveLength(2 * wide.length);
  },
);
