import { describe, expect, test } from 'vitest';
import { readRecording } from '../../code/course/recordings.ts';
import { drift } from '../../code/run/drift.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { formatRecording, parseRecording } from '../../code/run/recording.ts';

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

  test('does not see how many blanks a program puts between its columns', () => {
    const told = (output: string): LabEvent[] => [
      { at: 0, kind: 'command', line: 'npx tsx heap.ts', tool: 'program', output, shown: true },
    ];
    expect(drift(told('App 1   collected'), told('App 1 collected'))).toBeUndefined();
    expect(drift(told('App 1 collected'), told('App 1 kept'))).toBeDefined();
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
