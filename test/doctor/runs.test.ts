import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { examine } from '../../code/doctor/examine.ts';
import type { ExamineOptions } from '../../code/doctor/options.ts';
import { freePort } from '../../code/doctor/target/listeners.ts';
import { markOfOurs } from '../helpers/mark-of-ours.ts';

const file = fileURLToPath(new URL('../specimens/faulty/node-http.ts', import.meta.url));
const server = (way: string) => [process.execPath, file, way];
const levels = (found: Awaited<ReturnType<typeof examine>>) =>
  Object.fromEntries(found.probes.map(({ id, level }) => [id, level]));
const rules = ({ findings }: Awaited<ReturnType<typeof examine>>) =>
  findings.map(({ rule }) => rule);

describe.concurrent('a wrapper that keeps the signal to itself', () => {
  test('and dies of it: the chain is named, and nothing is read as the server’s behaviour', async () => {
    const { word, alive } = markOfOurs();
    const line = `${process.execPath} ${file} close ${word}; true`;
    const found = await examine({ command: ['sh', '-c', line] });
    expect(found.signalArrived).toBe(false);
    expect(found.diagnoses).toEqual(['orphaned']);
    expect(found.target.chain.map(({ program }) => program)).toEqual([
      `sh -c ${line}`,
      `${process.execPath} ${file} close ${word}`,
    ]);
    expect(rules(found)).toEqual(['signal kept']);
    expect(new Set(Object.values(levels(found)))).toEqual(new Set(['skipped']));
    expect(alive()).toEqual([]);
  });

  test('and lives on: found out at the cap', async () => {
    const { word, alive } = markOfOurs();
    const line = `trap "" TERM; ${process.execPath} ${file} close ${word}; true`;
    const found = await examine({ command: ['sh', '-c', line], capMs: 1_500 });
    expect(found.diagnoses).toEqual(['orphaned']);
    expect(found.ending.how).toBe('alive');
    expect(alive()).toEqual([]);
  });

  test('no wrapper is left where the shell becomes the server', async () => {
    const line = `exec ${process.execPath} ${file} close-all`;
    const found = await examine({ command: ['sh', '-c', line], only: ['P1'] });
    expect(found.signalArrived).toBe(true);
    expect(found.target.chain).toHaveLength(1);
  });
});

describe.concurrent('attached to a process that runs', () => {
  test('it gets the signal, and nothing but the signal', async () => {
    const port = await freePort('127.0.0.1');
    await using child = run('close-all', port);
    const found = await examine({ pid: child.pid, port, paths: { slow: '/slow' } });
    expect(found.target).toMatchObject({ command: null, pid: child.pid, port });
    expect(found.ending).toMatchObject({ how: 'exit', code: null });
    expect(levels(found)).toMatchObject({ P1: 'pass', P3: 'fault' });
    expect(await child.exited).toEqual([0, null]);
  });

  test('one that ignores the signal is left alone', async () => {
    const port = await freePort('127.0.0.1');
    await using child = run('ignore', port);
    const found = await examine({ pid: child.pid, port, capMs: 1_200 });
    expect(rules(found)).toContain('signal ignored');
    expect(child.isAlive()).toBe(true);
  });
});

describe.concurrent('who holds the process', () => {
  test('is asked by itself when it was held, each kind alone', async () => {
    const found = await examine({
      command: server('close'),
      paths: { sse: '/sse' },
      only: ['P1', 'P5', 'P9'],
      capMs: 1_500,
    });
    expect(found.diagnoses, JSON.stringify(found)).toContain('stubborn');
    expect(found.solo.map(({ id, ending }) => [id, ending.how])).toEqual([
      ['P5', 'after we left'],
      ['P9', 'after we left'],
    ]);
    expect(rules(found)).toEqual(['held']);
  });

  test('a client that does nothing may hold what a busy one lets go', async () => {
    const { ending, solo, findings } = await examine({
      command: server('close-briefly'),
      paths: { upload: '/upload' },
      only: ['P6'],
      solo: true,
      capMs: 3_000,
    });
    expect(ending.how).toBe('exit');
    expect(solo.map(({ id, ending }) => [id, ending.how])).toEqual([['P6', 'after we left']]);
    expect(findings.map(({ rule }) => rule)).toContain('held');
  });

  test('is not asked when the process ended, unless told to', async () => {
    const options = { command: server('close-all'), only: ['P1', 'P2'] as const, capMs: 2_000 };
    expect((await examine(options)).solo).toEqual([]);
    const { solo } = await examine({ ...options, solo: true });
    expect(solo.map(({ id, ending }) => [id, ending.how])).toEqual([
      ['P1', 'exit'],
      ['P2', 'exit'],
    ]);
  });
});

describe.concurrent('Runs alone', () => {
  /** How many servers had been started when each run alone began, but for those of a late doctor. */
  async function startedBefore(copies: boolean): Promise<number[]> {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
    const log = join(folder.path, 'log');
    const before: number[] = [];
    let anew = 0;
    await examine({
      command: ['sh', '-c', `echo >> ${log}; exec ${server('close-all').join(' ')}`],
      ...{ only: ['P1', 'P2', 'P5'], solo: true, copies },
      onProgress({ at }) {
        if (at === 'late') anew += 1;
        if (at === 'alone') before.push(readFileSync(log).length - anew);
      },
    });
    return before;
  }

  test('follow one another', async () => expect(await startedBefore(false)).toEqual([1, 2, 3]));

  test('with --copies happen at the same time', async () => {
    expect(await startedBefore(true)).toEqual([1, 1, 1]);
  });
});

test.concurrent('--twice: the second signal cuts what the first had spared', async () => {
  const [spares, cuts] = await Promise.all(
    ['close-briefly', 'once'].map((way) =>
      // Slow enough for the second signal to come in time on a busy machine, too.
      examine({
        ...{ command: server(way), env: { SLOW_MS: '4000' } },
        ...{ paths: { slow: '/slow' }, only: ['P15'] },
      }),
    ),
  );
  const reason = (found: typeof spares) => found?.probes[0]?.findings[0]?.rule;
  expect(reason(spares)).toBe('fine');
  expect(reason(cuts)).toBe('second signal cuts');
});

test.concurrent('--repeat adds up the counts of the race, and never makes a fault of them', async () => {
  const { probes } = await examine({ command: server('close'), only: ['P1', 'P12'], repeat: 3 });
  const race = probes.find(({ id }) => id === 'P12');
  expect(race?.met).toMatchObject({ kind: 'race', runs: { length: 3 } });
  expect(race?.reason).toMatch(/^\d+ answered, \d+ lost, \d+ not sent/);
  expect(['pass', 'note']).toContain(race?.level);
});

describe.concurrent('--count', () => {
  const counted = async (way: string, options: ExamineOptions = {}) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
    return await examine({
      command: server(way),
      env: { COUNT_FILE: join(folder.path, 'count') },
      paths: { slow: '/slow', count: '/count' },
      only: ['P7', 'P13'],
      ...options,
    });
  };

  test('executed without an answer is graver than any cut', async () => {
    const found = await counted('close-all');
    expect(found.count).toMatchObject({ sent: 1, answered: 0, executed: 1 });
    expect(found.diagnoses).toEqual(['executed unanswered', 'abrupt']);
    expect(rules(found)[0]).toBe('executed unanswered');
  });

  test('a number that dies with the process tells nothing', async () => {
    const found = await examine({
      command: server('none'),
      paths: { slow: '/slow', count: '/count' },
      only: ['P7'],
    });
    expect(found.count).toEqual({ sent: 1, answered: 0, refused: 0, executed: null });
    expect(rules(found)).toContain('count unknown');
  });

  test('whatever was executed was answered', async () => {
    const found = await counted('close-briefly');
    expect(found.count).toMatchObject({ sent: 4, answered: 4, executed: 4 });
  });

  test('is of the first stop alone: each further run has requests of its own', async () => {
    const found = await counted('close', { only: ['P5', 'P7', 'P13'], capMs: 1_500, repeat: 2 });
    expect(found.solo.map(({ id }) => id)).toEqual(['P5']);
    expect(found.count?.executed).toBe(found.count?.answered);
    expect(found.diagnoses).not.toContain('executed unanswered');
  });
});

test.concurrent('HTTP/2 in clear text: the sessions are told, and the stream ends whole', async () => {
  const found = await examine({
    command: [process.execPath, file, 'http2'],
    paths: { slow: '/slow' },
    h2: true,
  });
  expect(found.target.protocol).toBe('HTTP/2');
  const http2 = found.probes.find(({ id }) => id === 'P10');
  expect(http2?.level).toBe('pass');
  expect(http2?.met).toMatchObject({
    kind: 'http2',
    busy: { stream: { status: 200, whole: true } },
  });
  expect(found.probes.filter(({ level }) => level !== 'skipped')).toHaveLength(1);
});

/** A server that is not started by the doctor. */
function run(way: string, port: number) {
  const child = spawn(process.execPath, [file, way], {
    env: { ...process.env, PORT: String(port) },
  });
  const exited = once(child, 'exit');
  return {
    pid: child.pid,
    exited,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
