import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { door, startCli } from '../helpers/run-cli.ts';

const full = '/dev/full';

describe.runIf(existsSync(full))('output that cannot be written', () => {
  const lost =
    'still-answering: the output cannot be written: no space is left (ENOSPC, write)\n  make room, and ask again\n';

  test.for([
    ['lesson'],
    ['lesson', '1', '--port', '0'],
    ['lesson', '1', '--port', '0', '--json'],
    ['exercise'],
    ['sockets'],
    ['ready'],
    ['doctor', '--explain', 'P3'],
    ['doctor', '--help'],
  ])('%j: exit 2, told once on stderr', async (args) => {
    const { status, stderr } = await onto(full, args);
    expect(stderr).toBe(lost);
    expect(status).toBe(2);
  });

  test('nor can stderr: exit 2, in silence', async () => {
    const child = spawn(process.execPath, [door, 'lesson', '99'], {
      stdio: ['ignore', openSync(full, 'w'), openSync(full, 'w')],
    });
    expect(await once(child, 'exit')).toEqual([2, null]);
  });
});

/** A command whose stdout is a file. */
async function onto(file: string, args: readonly string[]) {
  const child = spawn(process.execPath, [door, ...args], {
    stdio: ['ignore', openSync(file, 'w'), 'pipe'],
  });
  let stderr = '';
  child.stderr?.on('data', (bytes) => {
    stderr += bytes;
  });
  const [status] = await once(child, 'close');
  return { status, stderr };
}

test.for([[['lesson']], [['doctor', '--help']], [['lesson', '1', '--port', '0']]])(
  '%j: a reader of the pipe who has left is no fault: exit 0, not a word',
  async ([args = []]) => {
    await using cli = await startCli(args);
    cli.closeStdout();
    expect(await cli.ended).toBe(0);
    expect(cli.stderr).toBe('');
  },
);

test('a Ctrl-C that npm relays at once is the first one still; a later one ends without manners', async () => {
  const io = new URL('../../code/cli/io.ts', import.meta.url);
  // Each signal is sent when the one before has arrived: the kernel would make one of two.
  const program = `
    const { processIo } = await import('${io}');
    const { signal } = processIo();
    let signals = 0;
    process.on('SIGINT', () => {
      console.log('heard', ++signals, signal.reason.status);
      setTimeout(() => process.kill(process.pid, 'SIGINT'), signals === 1 ? 0 : 350);
    });
    setInterval(() => {}, 1e9);
    process.kill(process.pid, 'SIGINT');`;
  const { promise, resolve } = Promise.withResolvers<{ code: unknown; stdout: string }>();
  const line = ['--input-type=module', '--eval', program];
  execFile(process.execPath, line, (error, stdout) => resolve({ code: error?.code, stdout }));
  expect(await promise).toEqual({ code: 130, stdout: 'heard 1 130\nheard 2 130\n' });
});
