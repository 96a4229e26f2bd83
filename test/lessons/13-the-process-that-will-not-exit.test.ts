import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { until } from '../../code/base/until.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import type { LabEvent } from '../../code/run/events.ts';
import { only } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';
import { rawClient } from '../helpers/raw-client.ts';
import { runCli } from '../helpers/run-cli.ts';
import { recordedAs, toldAsRecorded } from '../helpers/told.ts';

const slug = '13-the-process-that-will-not-exit';

/** What a client that sent half a head saw, in order: `control 1 408`. */
const saw = (events: readonly LabEvent[]) =>
  only('failure', events).map((fact) => `${fact.who} ${fact.saw}`);

/** How each app's process ended: `App 1 exit 0`. */
const ends = (events: readonly LabEvent[]) =>
  only('process', events).flatMap((fact) =>
    fact.did === 'exit' ? [`${fact.who} ${fact.signal ?? `exit ${fact.status}`}`] : [],
  );

const controls = ['control 1 408', 'control 2 408', 'control 3 408'];

// At once: each of them waits for clocks, and does nothing meanwhile.
describe.concurrent('the story', () => {
  toldAsRecorded(
    slug,
    { program: 'buggy', browser: 'stand-in' },
    ({ events, answers, findings }) => {
      expect(saw(events)).toEqual(['half head 1 408', ...controls]);
      expect(ends(events)).toEqual(['App 3 SIGTERM', 'App 4 exit 0']);
      expect(answers).toEqual(['slow 1 200 App 3', 'fresh client 200 App 3', 'slow 2 200 App 4']);
      expect(findings).toEqual(['never', 'never-told', 'told']);
    },
  );

  toldAsRecorded(slug, { program: 'fixed', browser: 'stand-in' }, ({ events, findings }) => {
    expect(saw(events)).toEqual(['half head 1 408', ...controls, 'half head 2 ended']);
    expect(ends(events)).toEqual(['App 1 exit 0', 'App 3 SIGTERM', 'App 4 exit 0']);
    expect(findings).toEqual(['at-its-limit', 'never-told', 'told']);
  });
});

// There npm's child is the app itself, and npm hands on what it is sent: another story than the recorded one.
test.concurrent('where npm’s shell is bash, the run says so, and how to play it: exit 2', async (ctx) => {
  needs(ctx, 'bash', findProgram(['bash'], process.env));
  const env = { npm_config_script_shell: 'bash' };
  const { status, stderr, leftovers } = await runCli(['lesson', '13', '--no-pause'], { env });
  expect(stderr).toMatch(/handed the signal on to the app: its shell is bash[\s\S]*\/bin\/dash/);
  expect([status, leftovers]).toEqual([2, []]);
});

recordedAs(slug, 'clocks', (lines) => {
  expect(lines).toEqual([
    'it runs: 408',
    'close(): still there after 3 s',
    'server.timeout set before, close(): ended without a word',
    'close(), server.timeout set then: still there after 3 s',
    'close() of net.Server, which knows no HTTP: 408',
  ]);
});

recordedAs(slug, 'who-holds', (lines) => {
  const row = (name: string) => lines.find((line) => line.startsWith(name))?.split(/\s{2,}/) ?? [];
  expect(lines).toHaveLength(11);
  expect(row('half a head')).toEqual(['half a head', 'no', 'stays', 'TCPSocketWrap']);
  expect(row('a database’s pool')).toEqual(['a database’s pool', 'yes', 'stays', 'TCPSocketWrap']);
  expect(row('a worker')).toEqual(['a worker', 'yes', 'stays', '-']);
  expect(row('a silent client')).toEqual(['a silent client', 'yes', 'ends', '-']);
});

test.concurrent.for([
  ['buggy.ts', 'waits for the rest, answers with close'],
  ['fixed.ts', 'ends half a body without a word, at its limit'],
] as const)('%s: once told, it %s, and exits with 0', async ([file]) => {
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
  await using half = await rawClient(port);
  half.send('POST / HTTP/1.1', 'Host: x', 'Expect: 100-continue', 'Content-Length: 4', '');
  // The app has read the head when it asks for the body.
  await half.until('HTTP/1.1 100 Continue\r\n\r\n');
  half.received = '';
  child.kill('SIGTERM');
  await until('it to stop listening', () => isRefused(port));
  const exited = once(child, 'exit');

  if (file === 'buggy.ts') {
    half.socket.write('abcd');
    await half.until('Hello, world!\n');
    expect(half.received).toMatch(/^Connection: close\r$/m);
  } else expect(await half.end()).toBe('');
  expect(await exited).toEqual([0, null]);
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
