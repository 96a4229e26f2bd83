import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadLesson } from '../../code/course/lessons.ts';
import { askHealth } from '../../code/lab/middlemen/balancer.ts';
import { findDaemon } from '../../code/lab/middlemen/daemon.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { only, playStory } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';
import { rawClient } from '../helpers/raw-client.ts';
import { recordedAs, toldAsRecorded } from '../helpers/told.ts';
import { wordFaults } from '../helpers/word-faults.ts';

const slug = '11-leave-politely';
const browser = 'stand-in';
const patient = { interval: 5, timeout: 10_000 };

/** `20 clients: 10 App 2, 10 502` for each tally. */
const tallies = (events: readonly LabEvent[]) =>
  only('tally', events).map(
    ({ who, outcomes }) =>
      `${who}: ${outcomes.map(({ outcome, count }) => `${count} ${outcome}`).join(', ')}`,
  );
const endOfApp1 = (events: readonly LabEvent[]) =>
  only('process', events).find(({ who, did }) => who === 'App 1' && did === 'exit');

const atFirst = '30 clients: 10 App 1, 10 App 2, 10 App 3';
const slowOnes = '3 slow ones: 1 502, 1 App 1, 1 App 2';

describe('the perfect drain', () => {
  toldAsRecorded(slug, { program: 'buggy', browser }, ({ events, findings }) => {
    expect(tallies(events)).toEqual([
      atFirst,
      '30 clients: 10 502, 10 App 1, 10 App 2',
      '20 clients: 10 502, 10 App 2',
      '20 more: 20 App 2',
      slowOnes,
    ]);
    expect(findings).toEqual(['as-many']);
    expect(endOfApp1(events)).toMatchObject({ status: 0 });
  });

  toldAsRecorded(
    slug,
    { program: 'buggy', browser, through: 'haproxy' },
    ({ events, findings }) => {
      expect(tallies(events)[2]).toBe('20 clients: 10 503, 10 App 2');
      expect(tallies(events).at(-1)).toBe(slowOnes);
      expect(findings).toEqual(['as-many']);
    },
  );

  toldAsRecorded(slug, { program: 'buggy', browser, through: 'nginx' }, ({ events, findings }) => {
    expect(tallies(events)[1]).toMatch(/^30 clients: \d+ App 1, \d+ App 2$/);
    expect(tallies(events)[2]).toBe('20 clients: 20 App 2');
    expect(tallies(events).at(-1)).toBe(slowOnes);
    expect(findings).toEqual(['none-lost']);
  });
});

describe('not ready, close said, served on, and then the drain', () => {
  toldAsRecorded(slug, { program: 'fixed', browser }, ({ events, findings }) => {
    expect(tallies(events)).toEqual([
      atFirst,
      '30 clients: 10 502, 10 App 1, 10 App 2',
      '20 clients: 10 App 1, 10 App 2',
      '20 more: 20 App 2',
      slowOnes,
    ]);
    expect(findings).toEqual(['none-lost']);
    expect(endOfApp1(events)).toMatchObject({ status: 0 });
  });

  test.for(['nginx', 'haproxy'] as const)('loses none of forty behind %s', async (through, ctx) => {
    needs(ctx, through, findDaemon(through));
    const lesson = await loadLesson(slug);
    const events = await playStory(lesson, { program: 'fixed', through });
    const [, , first, then, slow] = tallies(events);
    expect(first).toBe('20 clients: 10 App 1, 10 App 2');
    expect(then).toMatch(/^20 more: (20 App 2|10 App 1, 10 App 2)$/);
    expect(slow).toBe(slowOnes);
    expect(wordFaults(slug, lesson.words, events)).toEqual([]);
  });
});

const leave = (client: AsyncDisposable) => client[Symbol.asyncDispose]();

// What sets the two programs apart, byte by byte.
describe.each(['buggy.ts', 'fixed.ts'])('%s', (name) => {
  const atStop = name === 'buggy.ts' ? 'ECONNREFUSED' : 503;

  test(`after SIGTERM a newcomer is ${name === 'buggy.ts' ? 'refused' : 'served, and told to close'}`, async () => {
    const { child, port } = await running(name);
    await using idle = await rawClient(port);
    idle.send('GET / HTTP/1.1', 'Host: x', '');
    await idle.until('Hello, world!\n');
    expect(idle.received).toContain('Connection: keep-alive');

    child.kill('SIGTERM');
    await expect.poll(() => askHealth(port, '/ready'), patient).toBe(atStop);
    if (name === 'buggy.ts') {
      await expect.poll(() => rawClient(port).then(leave, String)).toMatch('ECONNREFUSED');
      expect(await idle.end()).not.toContain('Connection: close');
      return;
    }
    await using client = await rawClient(port);
    client.send('GET / HTTP/1.1', 'Host: x', '');
    expect(await client.end()).toMatch(/Connection: close.*Hello, world!\n$/s);

    child.stdin.write('\n'); // the wait is over
    await idle.end();
    // Its end is told a moment before the listening socket is closed.
    await expect.poll(() => rawClient(port).then(leave, String), patient).toMatch('ECONNREFUSED');
  });

  test('an answer that was begun comes whole, and the process ends with 0', async () => {
    const { child, port, exit } = await running(name);
    await using slow = await rawClient(port);
    slow.send('GET /slow HTTP/1.1', 'Host: x', '');
    await using after = await rawClient(port);
    after.send('GET / HTTP/1.1', 'Host: x', '');
    await after.until('Hello, world!\n'); // by then the slow one has arrived

    child.kill('SIGTERM');
    await expect.poll(() => askHealth(port, '/ready'), patient).toBe(atStop);
    if (name === 'fixed.ts') {
      child.stdin.write('\n');
      await after.end();
    }
    child.stdin.write('\n');

    expect(await slow.end()).toMatch(/Connection: close.*Hello, world!\n$/s);
    expect(await exit).toEqual([0, null]);
  });
});

recordedAs(slug, 'steps', (lines) => {
  expect(lines).toEqual([
    'left out   lost by it',
    'nothing    nothing',
    'not ready  a request after the checks',
    'say close  a POST on a kept connection',
    'wait       a request before the checks, a POST on a kept connection',
    'drain      a slow answer, a long answer',
    'own sweep  a long answer',
    'limit      its end: half a request holds it',
  ]);
});

/** The program on a free port, as a reader runs it. */
async function running(name: string) {
  const file = fileURLToPath(new URL(`../../code/${slug}/${name}`, import.meta.url));
  const child = spawn(process.execPath, [file, '0'], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  const [said] = await once(child.stdout.setEncoding('utf8'), 'data');
  text(child.stdout).catch(() => {});
  return { child, port: Number(/:(\d+)\//.exec(String(said))?.[1]), exit };
}
