import { describe, expect, test } from 'vitest';
import { readRecording } from '../../code/course/recordings.ts';
import type { AnswerFact, CommandFact, LabEvent } from '../../code/run/events.ts';
import { type Line, transcript } from '../../code/run/transcript.ts';
import { words } from '../../lessons/01-the-swap.words.ts';

const recording = readRecording('01-the-swap', 'buggy') ?? [];
const wording = { words, lesson: '01-the-swap', source: 'code/01-the-swap/recording.jsonl' };
const seen = (events: readonly LabEvent[], lens: 'story' | 'signed' | 'connections' | 'whole') =>
  transcript(events, { ...wording, lens });
const kinds = (lines: readonly Line[]) => [...new Set(lines.map(({ kind }) => kind))].sort();

const answer: AnswerFact = {
  at: 120,
  kind: 'answer',
  who: 'browser',
  method: 'GET',
  path: '/',
  app: 'App 1',
  status: 200,
  etag: '"09fac8dbfd27"',
  ifNoneMatch: null,
  peer: 50001,
  nth: 1,
  shown: 'Hello',
};

describe('the transcript, through the lens', () => {
  test('of the story: what somebody saw, and nothing of connections', () => {
    expect(kinds(seen(recording, 'story'))).toEqual(['answer', 'finding', 'scene', 'server']);
    expect(seen([answer], 'story')).toEqual([
      {
        kind: 'answer',
        at: 120,
        who: 'browser',
        asked: 'GET /',
        status: 200,
        page: { text: '● Hello', app: 'App 1' },
      },
    ]);
  });

  test('signed: what the client brought and was given, too', () => {
    const again = { ...answer, status: 304, ifNoneMatch: '"09fac8dbfd27"' };
    expect(seen([answer, again], 'signed')).toMatchObject([
      { signatures: 'ETag "09fac8…"' },
      { signatures: 'If-None-Match "09fac8…"  ETag "09fac8…"' },
    ]);
  });

  test('of connections: which one carried an answer, and when it began', () => {
    expect(kinds(seen(recording, 'connections'))).toContain('connection');
    expect(seen([answer], 'connections')).toMatchObject([
      { carried: 'from App 1, connection :50001, request 1' },
    ]);
  });

  test('whole: also what nobody looked at, the rows, and what ran off the stage', () => {
    expect(kinds(seen(recording, 'whole'))).toEqual(
      expect.arrayContaining(['command', 'connection', 'rows']),
    );
    const unseen = { ...answer, path: '/favicon.ico', shown: null };
    expect(seen([unseen], 'connections')).toEqual([]);
    expect(seen([unseen], 'whole')).toMatchObject([{ asked: 'GET /favicon.ico', page: null }]);
  });

  test('of some scenes: it still knows whose page a 304 shows', () => {
    const lines = transcript(recording, { ...wording, lens: 'story', scenes: ['two-clients-ask'] });
    expect(lines[0]).toEqual({ kind: 'scene', title: 'Two clients ask' });
    expect(lines.filter(({ kind }) => kind === 'scene')).toHaveLength(1);
    expect(lines).toContainEqual(
      expect.objectContaining({ status: 304, page: { text: '● Hello, world!', app: 'App 1' } }),
    );
  });
});

describe('a command', () => {
  const ran = (fact: Partial<CommandFact>) => {
    const command = { line: 'netstat', tool: 'netstat', output: '', shown: true } as const;
    return seen([{ at: 0, kind: 'command', ...command, ...fact }], 'story')[0];
  };

  test('keeps the columns of its rows', () => {
    const output = 'tcp   0  127.0.0.1:7888  LISTEN\ntcp   0  127.0.0.1:7888  ESTABLISHED';
    expect(ran({ output })).toMatchObject({ rows: true, output: output.split('\n') });
  });

  test.each([
    ['nothing', { output: '' }, '(it printed nothing)'],
    ['one row of an earlier run', { output: '', others: 1 }, '(one row of earlier runs left out)'],
    ['23 of them', { output: 'tcp', others: 23 }, '(23 rows of earlier runs left out)'],
    ['only our rows', { output: 'tcp', others: 0 }, undefined],
  ])('that printed %s', (_, fact, remark) => {
    expect((ran(fact) as { remark?: string }).remark).toBe(remark);
  });
});

test('what came from outside cannot act on a screen, wherever it stands', () => {
  const acting = 'a\x1b]0;title\x07\x9b2J\u202eb';
  const lines = seen(
    [
      { ...answer, shown: acting, etag: acting },
      { at: 0, kind: 'note', text: acting },
      { at: 0, kind: 'command', line: acting, tool: 'curl', output: acting, shown: true },
    ],
    'signed',
  );
  expect(lines).toHaveLength(3);
  expect(JSON.stringify(lines)).not.toMatch(/\\u001b|[\x07\x9b\u202e]/);
});

test.each([
  ['scene', 'scenes'],
  ['finding', 'findings'],
] as const)('a %s that the words lack is an error that names both files', (kind, table) => {
  for (const id of ['nowhere', 'toString']) {
    expect(() => seen([{ at: 0, kind, id }], 'story')).toThrow(
      `code/01-the-swap/recording.jsonl names "${id}", which the ${table} in lessons/01-the-swap.words.ts lack; they have: `,
    );
  }
});
