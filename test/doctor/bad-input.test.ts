import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { listProcesses } from '../../code/base/processes.ts';
import { examine } from '../../code/doctor/examine.ts';
import type { ExamineOptions } from '../../code/doctor/options.ts';
import { freePort } from '../../code/doctor/target/listeners.ts';

const specimens = fileURLToPath(new URL('../specimens/faulty/', import.meta.url));
/** Told to each of them, so that theirs can be told from those of another run. */
const token = `of-${process.pid}`;
const bad = (way: string) => [process.execPath, `${specimens}bad.ts`, way, token];
const short = { capMs: 2_000, solo: 'never' } as const;
/** For those that never answer: they have had the time to start. */
const impatient = { readyMs: 3_000 };

/** Why it could not be examined, and what to do: the two lines that the command prints. */
async function refusal(options: ExamineOptions): Promise<string> {
  const error = await examine({ ...short, ...options }).then(
    () => new Error('it was examined'),
    (error) => error,
  );
  expect(error).toHaveProperty('name', 'CannotExamine');
  return `${error.message}\n${error.remedy}`.replace(/(?<=(?:pid|process) )\d+|\d{4,}/g, 'N');
}

afterAll(() => {
  const left = listProcesses().filter(({ line }) => line.includes(token));
  expect(left, 'nothing that was started outlives its examination').toEqual([]);
});

describe.concurrent('what cannot be examined', () => {
  test('a command that is not there', async () => {
    expect(await refusal({ command: ['no-such-server'] })).toMatch(/no command “no-such-server”/);
  });

  test('a file that may not be run', async () => {
    expect(await refusal({ command: [`${specimens}bad.ts`] })).toMatch(
      /may not be run\nmake it exec/,
    );
  });

  test('a server that exits at once, with the last it said, made harmless', async () => {
    const text = await refusal({ command: bad('exits') });
    expect(text).toMatch(/ended with status 3 before the signal/);
    expect(text).toContain('    cannot find the \\x1b[31mdatabase');
  });

  test('a server that never listens', async () => {
    expect(await refusal({ command: bad('never-listens'), ...impatient })).toMatch(
      /nothing listened on 127.0.0.1:N/,
    );
  });

  test('a server that listens and never answers: an open port is not enough', async () => {
    expect(await refusal({ command: bad('never-answers'), ...impatient })).toMatch(
      /listens .*not answered \/ on/,
    );
  });

  test('a server that listens on another port, which is named', async () => {
    expect(await refusal({ command: bad('listens-elsewhere'), ...impatient })).toMatch(
      /on port N, not on N.*\n.*--port N/,
    );
  });

  test('a path that always fails', async () => {
    expect(await refusal({ command: bad('always-500'), readyMs: 8_000 })).toMatch(
      /still answers with status 500/,
    );
  });

  test('a server that goes into the background, which is ended all the same', async () => {
    expect(await refusal({ command: bad('goes-into-the-background') })).toMatch(
      /stay in the foreground/,
    );
  });

  test('a server that crashes while it is probed', async () => {
    expect(await refusal({ command: bad('crashes-while-probed') })).toMatch(
      /ended with status 7 before/,
    );
  });

  test('a server that closes its listening socket by itself', async () => {
    expect(await refusal({ command: bad('closes-its-listener') })).toMatch(/closes? .*by itself/);
  });

  test('a server that does so while it is probed', async () => {
    const text = await refusal({ command: bad('closes-its-listener-later') });
    expect(text).toMatch(/stopped listening on port N by itself, before the signal/);
  });

  test('an attached process that ends while it is probed', async () => {
    const port = await freePort('127.0.0.1');
    await using child = run('crashes-while-probed', port);
    expect(await refusal({ pid: child.pid, port })).toMatch(/ended .* before the signal/);
  });

  test('one of its processes outlives its command: it is ended', async () => {
    const found = await examine({ ...short, command: bad('forks-and-forgets') });
    expect(found.diagnoses).toEqual(['orphaned']);
  });

  test('a port that somebody has', async () => {
    await using other = await listening();
    const text = await refusal({ command: bad('plain'), port: other.port });
    expect(text).toMatch(/port N is taken by node \(pid N\)/);
  });

  test('a process whose port is somebody else’s', async () => {
    await using other = await listening();
    await using child = run('never-listens', other.port);
    expect(await refusal({ pid: child.pid, port: other.port })).toMatch(
      /port N is held by node \(pid N\), not by process N/,
    );
    expect(child.isAlive(), 'it got no stop signal').toBe(true);
  });
});

describe.concurrent('what is never signalled', () => {
  test.each([0, -1, 1, 1.5, Number.NaN])('pid %s', async (pid) => {
    expect(await refusal({ pid, port: 3000 })).toMatch(/is no process to examine/);
  });

  test('the doctor itself and whoever started it', async () => {
    expect(await refusal({ pid: process.pid, port: 3000 })).toMatch(/is the doctor itself/);
    expect(await refusal({ pid: process.ppid, port: 3000 })).toMatch(/or started it/);
  });

  test('a pid that nobody has', async () => {
    expect(await refusal({ pid: 2 ** 31, port: 3000 })).toMatch(/there is no process/);
  });
});

test.each<[string, ExamineOptions, RegExp]>([
  ['nothing to examine', {}, /there is no server to examine/],
  ['a command and a pid', { command: ['x'], pid: 4 }, /choose one/],
  ['a pid without a port', { pid: 4_000 }, /--pid needs the port/],
  ['no port', { command: ['x'], port: 99_999 }, /is no port/],
  ['another machine', { command: ['x'], host: '192.0.2.1' }, /is not this machine/],
  ['every address', { command: ['x'], host: '0.0.0.0' }, /is not this machine/],
  [
    'a name that begins like loopback',
    { command: ['x'], host: '127.0.0.1.example' },
    /not this mach/,
  ],
  [
    'a signal that nobody can handle',
    { command: ['x'], signal: 'SIGKILL' },
    /no server can handle/,
  ],
  [
    'a path that would be a second header',
    { command: ['x'], paths: { slow: '/ \r\nX: y' } },
    /no path/,
  ],
])('an option that is not one: %s', async (_, options, says) => {
  expect(await refusal(options)).toMatch(says);
});

describe.concurrent('what is examined all the same', () => {
  test('a server that prints without end', async () => {
    const found = await examine({ ...short, command: bad('prints-megabytes') });
    expect(found.ending).toMatchObject({ how: 'exit', signal: 'SIGTERM' });
  });

  test('a server that ignores everything: it listens on, and is ended by force', async () => {
    const command = [process.execPath, `${specimens}node-http.ts`, 'ignore', token];
    const found = await examine({ ...short, command });
    expect(found.diagnoses).toEqual(['stubborn']);
    expect(found.findings.map(({ rule }) => rule)).toEqual(['signal ignored']);
    expect(found.ending.how).toBe('alive');
  });
});

/** A specimen that is not started by the doctor. */
function run(way: string, port: number) {
  const child = spawn(process.execPath, [`${specimens}bad.ts`, way, token], {
    env: { ...process.env, PORT: String(port) },
  });
  const exited = once(child, 'exit');
  return {
    pid: child.pid,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Somebody else’s server. */
async function listening() {
  const server = createServer((_, answer) => answer.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
