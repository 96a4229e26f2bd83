import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { until } from '../../code/base/until.ts';
import { companyOf } from '../../code/course/lessons.ts';
import { only } from '../helpers/lesson.ts';
import { rawClient } from '../helpers/raw-client.ts';
import { recordedAs, type Told, toldAsRecorded } from '../helpers/told.ts';

const slug = '10-half-fixed';
const browser = 'stand-in';

/** Who was answered by nobody when the seven went on, and how many of the hundred App 1 had, each time. */
function ended({ events }: Told) {
  const again = events.findIndex((event) => event.kind === 'scene' && event.id === 'again');
  const failed = only('failure', events.slice(again)).filter(({ path }) => path === '/');
  const tallies = only('tally', events.slice(again)).filter(({ who }) => who === '100 clients');
  const app1 = tallies.map(
    ({ outcomes }) => outcomes.find(({ outcome }) => outcome === 'App 1')?.count,
  );
  return { ended: failed.map(({ who }) => who), app1 };
}

toldAsRecorded(slug, { program: 'buggy', browser }, (told) => {
  expect(ended(told)).toEqual({ ended: ['idle', 'silent'], app1: [10, 10, 10] });
  expect(told.findings).toEqual(['five', 'ten']);
});

toldAsRecorded(slug, { program: 'fixed', browser }, (told) => {
  const byFix = ['busy', 'pipelined'];
  expect(ended(told)).toEqual({ ended: ['idle', 'silent', ...byFix], app1: [0, 0, 0] });
  expect(told.findings).toEqual(['three', 'none-of-them']);
  // Whoever waited for one answer got it; of two, the second is lost behind the word to close.
  const late = told.answers.filter((line) => /^(busy|pipelined)/.test(line));
  expect(late).toEqual(['busy 200 App 1', 'pipelined 200 App 1']);
});

describe('other Nodes', () => {
  const endsIdle = { ended: ['idle'], app1: [10, 10, 10] };
  const endsNobody = { ended: [], app1: [100, 100, 100] };
  const known: Record<string, object> = {
    ...{ 12: endsNobody, 18: endsNobody, 20: endsIdle, 24: endsIdle },
  };
  for (const node of companyOf(slug).nodes)
    toldAsRecorded(slug, { program: 'buggy', browser, node }, (told) =>
      expect(ended(told)).toEqual(known[node]),
    );
});

recordedAs(slug, 'big-answer', (lines) => {
  expect(lines).toEqual(['of 64 MB the client got all: no']);
});

recordedAs(slug, 'arrived', (lines) => {
  expect(lines).toEqual([
    'close() from a timer:         0 of 50 answered',
    'close() from SIGTERM itself:  50 of 50 answered',
  ]);
});

test.for([
  ['buggy.ts', 'keep-alive'],
  ['fixed.ts', 'close'],
] as const)('%s: an answer after the stop says Connection: %s', async ([file, says]) => {
  const program = fileURLToPath(new URL(`../../code/${slug}/${file}`, import.meta.url));
  const child = spawn(process.execPath, [program, '0'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await using _ = {
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(line)?.[1]);
  await using before = await rawClient(port);
  before.send('GET / HTTP/1.1', 'Host: x', '');
  await before.until('Hello, world!\n');
  expect(before.received).toMatch(/^Connection: keep-alive\r$/m);

  await using busy = await rawClient(port);
  busy.send('GET /slow HTTP/1.1', 'Host: x', '');
  // Answered in the order in which they came: so the slow one is at work.
  await using after = await rawClient(port);
  after.send('GET / HTTP/1.1', 'Host: x', '');
  await after.until('Hello, world!\n');
  child.kill('SIGTERM');
  await until('it to stop listening', () => isRefused(port));

  child.stdin.write('\n');
  await busy.until('Hello, world!\n');
  expect(busy.received).toMatch(new RegExp(`^Connection: ${says}\r$`, 'm'));
  if (says === 'close') {
    // Nobody is left, so the process ends by itself.
    expect(await once(child, 'exit')).toEqual([0, null]);
    return;
  }
  busy.received = '';
  busy.send('GET / HTTP/1.1', 'Host: x', '');
  await busy.until('Hello, world!\n');
});

async function isRefused(port: number): Promise<true | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return undefined;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}
