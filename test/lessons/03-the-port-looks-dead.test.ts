import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../../code/cli/record/act.ts';
import { listLessons } from '../../code/course/lessons.ts';
import { readRecording, readRecordingFor } from '../../code/course/recordings.ts';
import { drift } from '../../code/run/drift.ts';
import type { BrowserName, Program } from '../../code/run/events.ts';
import { listSockets } from '../../code/sockets/list-sockets.ts';
import { netstat } from '../../code/sockets/netstat.ts';
import { only } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';
import { runOf } from '../helpers/told.ts';

const slug = '03-the-port-looks-dead';

async function told(program: Program, browser: BrowserName = 'stand-in') {
  const events = await runOf(slug, { program, browser });
  const commands = only('command', events).filter(({ shown }) => shown);
  return {
    events,
    /** How many rows of this run each command on stage printed. */
    rows: commands.map(({ output }) => output.split('\n').filter(Boolean).length),
    last: only('answer', events).findLast(({ shown }) => shown !== null),
    recording: readRecordingFor(slug, { program, browser }) ?? [],
  };
}

describe('the story: one row, no row, one row', () => {
  test.for(['stand-in', 'chromium', 'firefox'] as const)(
    'with the bug, told by %s: and the browser is still with App 1',
    async (browser) => {
      const { events, rows, last, recording } = await told('buggy', browser);
      expect(rows).toEqual([1, 0, 1]);
      expect(last).toMatchObject({
        who: 'browser',
        app: 'App 1',
        status: 304,
        shown: 'Hello, world!',
      });
      expect(drift(recording, events)).toBeUndefined();
    },
  );

  test('with the fix: the same three answers, and the browser is with App 2', async () => {
    const { events, rows, last, recording } = await told('fixed');
    expect(rows).toEqual([1, 0, 1]);
    expect(last).toMatchObject({
      who: 'browser',
      app: 'App 2',
      status: 200,
      shown: 'Hello, world2!',
    });
    expect(drift(recording, events)).toBeUndefined();
  });

  test('what the filter dropped: after the stop App 1 still has a connection', async () => {
    const { events } = await told('buggy');
    const [, stopped] = only('sockets', events);
    expect(stopped?.rows.map(({ owner, state }) => `${owner} ${state}`)).toEqual([
      'App 1 ESTABLISHED',
      'browser ESTABLISHED',
    ]);
  });

  test('a netstat that prints where it should be silent is drift', async () => {
    const { events } = await told('buggy');
    const changed = events.map((event) =>
      event.kind === 'command' && event.shown ? { ...event, output: '' } : event,
    );
    expect(drift(events, changed)).toMatchObject({
      recorded: expect.stringContaining('rows'),
      now: expect.stringContaining('nothing'),
    });
  });
});

test('both ways: one filter misses the server, another finds a stranger', async (ctx) => {
  const { tool } = await netstat(7888);
  needs(ctx, 'netstat', tool === 'netstat');
  const [, , lesson] = listLessons();
  if (!lesson) throw new Error('no lesson 3');
  // A stranger may take a port such as 46001 meanwhile, which the filter finds: another pair then.
  const found = async () => {
    const pair = [String(await pairOfPorts())];
    const [ran] = only('command', await runProgram(lesson, 'both-ways', pair));
    return ran?.output ?? '';
  };
  let output = '';
  for (let pairs = 0; pairs < 3 && countsIn(output).join() !== '1,0,1,0'; pairs++)
    output = await found();
  expect(countsIn(output)).toEqual(['1', '0', '1', '0']);

  const [recorded] = only('command', readRecording(slug, 'both-ways') ?? []);
  const portless = (text = '') => text.replace(/\b\d{4,5}\b/g, 'PORT');
  expect(portless(output)).toBe(portless(recorded?.output));
});

/** How many rows each filter found, in the order of the lines. */
function countsIn(output: string): string[] {
  return [...output.matchAll(/^(\d) {2}netstat/gm)].map(([, count = '']) => count);
}

/** A free port of four digits, free also with a 1 before it, and no digits of it in any other port. */
async function pairOfPorts(): Promise<number> {
  const used = (await listSockets())
    .flatMap(({ local, remote }) => [local.port, remote.port])
    .map(String);
  for (let port = 6001; port < 10_000; port++) {
    if (used.some((other) => other.includes(String(port)))) continue;
    if ((await isFree(port)) && (await isFree(Number(`1${port}`)))) return port;
  }
  throw new Error('no free pair of ports');
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const listened = await once(probe.listen(port, '127.0.0.1'), 'listening').then(
    () => true,
    () => false,
  );
  if (listened) await new Promise((closed) => probe.close(closed));
  return listened;
}
