import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { hold } from '../../code/benchmarks/hold.ts';
import { race } from '../../code/benchmarks/race.ts';
import { benchSockets } from '../../code/benchmarks/sockets.ts';
import { benchStart } from '../../code/benchmarks/start.ts';
import { steadySockets } from '../../code/sockets/steady-sockets.ts';

const never = new AbortController().signal;

describe.runIf(process.platform === 'linux')('hold()', () => {
  test('holds both ends of each connection, and leaves no row behind', async () => {
    const held = await hold(25, never);
    const [port = 0] = held.ports;
    const states = async () => {
      const rows = await steadySockets({ port });
      // Clients of an earlier server on this port may still stand in TIME_WAIT.
      return rows.map(({ state }) => state).filter((state) => state !== 'TIME_WAIT');
    };
    const whole = ['LISTEN', ...Array(50).fill('ESTABLISHED')];
    await vi.waitFor(async () => expect(await states()).toEqual(whole), { timeout: 10_000 });
    const before = (await steadySockets({ port })).length - 51;

    await held[Symbol.asyncDispose]();
    expect(await states()).toEqual([]);
    expect((await steadySockets({ port })).length).toBeLessThanOrEqual(before);
  });

  test('gives up what it has begun when it is ended', async () => {
    const before = children();
    await expect(hold(25, AbortSignal.abort('Ctrl-C'))).rejects.toThrow();
    expect(children()).toBe(before);
  });
});

describe('race()', () => {
  test('runs everybody in turn, at least three rounds whatever the budget', async () => {
    const order: string[] = [];
    const runner = (name: string) => ({ name, run: async () => void order.push(name) });
    const budget = { rounds: 9, budget: 0, signal: never };

    const results = await race([runner('a'), runner('b')], budget);
    expect(order.join('')).toBe('ababab');
    expect(results.map(({ name, runs }) => [name, runs])).toEqual([
      ['a', 3],
      ['b', 3],
    ]);
  });

  test('takes the time that a run has measured itself', async () => {
    const run = async () => 5;
    const [result] = await race([{ name: 'a', run }], { rounds: 3, budget: 0, signal: never });
    expect(result).toMatchObject({ median: 5, fastest: 5, slowest: 5 });
  });

  test('ends with the signal', async () => {
    const ending = new AbortController();
    const run = async () => ending.abort('Ctrl-C');
    const endless = { rounds: 1e9, budget: 1e9, signal: ending.signal };
    await expect(race([{ name: 'a', run }], endless)).rejects.toBe('Ctrl-C');
  });
});

describe.runIf(process.platform === 'linux')('benchSockets()', () => {
  test('measures ours beside the programs of this machine', async () => {
    let printed = '';
    const out = (text: string) => {
      printed += text;
    };
    expect(await benchSockets({ out, signal: never, sizes: [10], rounds: 1 })).toBe(0);

    expect(printed).toMatch(/^10 connections held, \d+ rows in the table$/m);
    expect(printed).toMatch(/^ {2}listSockets\(\) +[\d.]+ +[\d.]+-[\d.]+/m);
    expect(printed).toMatch(/^ {2}still-answering sockets --owners +[\d.]+/m);
  });
});

test('benchStart() holds the first line of each command against a Node that does nothing', async () => {
  let printed = '';
  const out = (text: string) => {
    printed += text;
  };
  const status = await benchStart({ out, signal: never }, 3);
  for (const name of ['node -e 0', 'doctor --help', 'sockets 7888', 'lesson']) {
    expect(printed).toMatch(
      new RegExp(`^  ${name} +[\\d.]+ +[\\d.]+-[\\d.]+ +\\d+\\.\\d\\d +3$`, 'm'),
    );
  }
  const [, missed] = /^Goals: .*\. (All met|Missed: .*)\.$/m.exec(printed) ?? [];
  expect(status).toBe(missed === 'All met' ? 0 : 1);
});

const children = (): string =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
