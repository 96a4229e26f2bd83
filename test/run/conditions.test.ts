import { describe, expect, test } from 'vitest';
import { listLessons, loadLesson } from '../../code/course/lessons.ts';
import { type Condition, holds } from '../../code/run/condition.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { feedback } from '../../code/run/prediction.ts';
import type { Words } from '../../code/run/words.ts';
import { conditionFaults, recordedRuns } from '../helpers/word-faults.ts';

const written = listLessons().filter(({ page }) => page);
const runs = written.flatMap(({ slug }) => recordedRuns(slug));

test('every lesson has a recorded run of each of its programs', async () => {
  for (const { slug } of written) {
    const { programs } = await loadLesson(slug);
    const names = runs.filter((run) => run.slug === slug).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(programs)));
  }
});

describe('exactly one sentence is true, of each option and each finding', () => {
  test.for(runs)('$slug, $name', async ({ slug, events }) => {
    const { words } = await loadLesson(slug);
    expect(conditionFaults(words, events)).toEqual([]);
  });
});

test('a condition that is true of no run, or two of one, is named', async () => {
  const { words } = await loadLesson('04-curl-disagrees');
  const [run] = recordedRuns('04-curl-disagrees').filter(({ name }) => name === 'fixed');
  const { question, options } = words.predictions['what-does-curl-get'] ?? {
    question: '',
    options: [],
  };
  const [first, ...others] = options;
  if (!first || !run) throw new Error('lesson 4 asks nothing');
  const changed = (when: Condition): Words => ({
    ...words,
    predictions: {
      'what-does-curl-get': {
        question,
        options: [{ ...first, feedback: [first.feedback[0], { when, say: 'Else.' }] }, ...others],
      },
    },
  });
  expect(conditionFaults(changed({ got: ['curl', 'App 1'] }), run.events)).toEqual([
    'what-does-curl-get: app-1: no sentence is true of this run',
  ]);
  const [buggy] = recordedRuns('04-curl-disagrees').filter(({ name }) => name === 'buggy');
  expect(conditionFaults(changed('always'), buggy?.events ?? [])).toEqual([
    'what-does-curl-get: app-1: 2 sentences are true of this run',
  ]);
});

test('a sentence without a condition does not compile', () => {
  // @ts-expect-error a finding says when it is true
  const findings: Words['findings'] = { healed: { say: 'It healed.' } };
  type Feedback = Words['predictions'][string]['options'][number]['feedback'];
  // @ts-expect-error so does each feedback
  const option: Feedback = 'So it did.';
  expect([findings, option]).toHaveLength(2);
});

describe('a condition', () => {
  const table = (output: string): LabEvent => ({
    at: 0,
    kind: 'command',
    line: 'netstat',
    tool: 'netstat',
    output,
    shown: true,
  });
  const answer = (
    who: string,
    app: 'App 1' | 'App 2',
    shown: string | null = 'page',
  ): LabEvent => ({
    at: 0,
    kind: 'answer',
    who,
    method: 'GET',
    path: '/',
    app,
    status: 200,
    etag: null,
    ifNoneMatch: null,
    peer: 50_001,
    nth: 1,
    shown,
  });

  test('got: the last answers of one client, in their order, and only those it was shown', () => {
    const run = [answer('browser', 'App 1'), answer('curl', 'App 1'), answer('browser', 'App 2')];
    expect(holds({ got: ['browser', 'App 2'] }, run)).toBe(true);
    expect(holds({ got: ['browser', 'App 1', 'App 2'] }, run)).toBe(true);
    expect(holds({ got: ['browser', 'App 2', 'App 1'] }, run)).toBe(false);
    expect(holds({ got: ['browser', 'App 1', 'App 1', 'App 2'] }, run)).toBe(false);
    expect(holds({ got: ['fresh client', 'App 1'] }, run)).toBe(false);
    expect(holds({ got: ['browser', 'App 2'] }, [...run, answer('browser', 'App 1', null)])).toBe(
      true,
    );
  });

  test('rows: of the last table on stage, whoever printed it', () => {
    const linux = table(
      'tcp 0 0 127.0.0.1:1 127.0.0.1:2 ESTABLISHED\ntcp 0 0 127.0.0.1:2 127.0.0.1:1 ESTABLISHED',
    );
    const ss = table('ESTAB 0 0 127.0.0.1:1 127.0.0.1:2\nTIME-WAIT 0 0 127.0.0.1:3 127.0.0.1:1');
    expect(holds({ rows: ['ESTABLISHED', 2] }, [linux])).toBe(true);
    expect(holds({ rows: ['ESTABLISHED', 1] }, [linux, ss])).toBe(true);
    expect(holds({ rows: ['TIME_WAIT', 1] }, [linux, ss])).toBe(true);
    expect(holds({ rows: ['ESTABLISHED', 0] }, [linux, table('')])).toBe(true);
    expect(holds({ rows: ['ESTABLISHED', 0] }, [])).toBe(false); // no table, no claim
  });

  test('not and all', () => {
    const run = [answer('curl', 'App 2')];
    expect(holds({ not: { got: ['curl', 'App 1'] } }, run)).toBe(true);
    expect(holds({ all: ['always', { got: ['curl', 'App 2'] }] }, run)).toBe(true);
    expect(holds({ all: ['always', { got: ['curl', 'App 1'] }] }, run)).toBe(false);
  });
});

test('the feedback is that of the run, and a run without words says so', async () => {
  const { words } = await loadLesson('01-the-swap');
  const asked = words.predictions['who-answers'] ?? { question: '', options: [] };
  const told = (name: string, choice = 'app-2') =>
    feedback(
      asked,
      { choice, confidence: 'sure' },
      runs.find((run) => run.slug === '01-the-swap' && run.name === name)?.events ?? [],
    );
  expect(told('buggy')).toMatch(
    /^You said “Hello, world2!, the page of App 2”, and you were sure\..* did not/,
  );
  expect(told('fixed')).toMatch(/, and you were sure\. So it did, /);
  // Right of one program, wrong of the other: how sure somebody was is told of both.
  expect(told('fixed', 'app-1')).toMatch(/, and you were sure\. Not with this program/);
  expect(told('none')).toMatch(/ This run went another way/);
});
