import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { hold } from '../../code/benchmarks/hold.ts';
import { race } from '../../code/benchmarks/race.ts';
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

const children = (): string =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
