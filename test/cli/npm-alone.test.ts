import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { endMarked } from '../../code/base/end-processes.ts';
import { markedProcesses } from '../../code/base/processes.ts';
import { withNpm } from '../../code/cli/with-npm.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run sockets -- 1 --watch`, as npm runs it: npm, its shell, and the command. */
async function watching() {
  const temporary = mkdtempDisposableSync(join(tmpdir(), 'sa-'));
  const mark = `TEST_OF_NPM=${temporary.path}`;
  const { npm_lifecycle_event, ...env } = process.env;
  const args = ['run', '--silent', 'sockets', '--', '1', '--watch', '--json'];
  const npm = spawn('npm', args, {
    cwd: root,
    env: { ...env, TEST_OF_NPM: temporary.path },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return {
    npm,
    left: () => markedProcesses(mark).map(({ line }) => line),
    table: once(createInterface({ input: npm.stdout }), 'line'),
    async [Symbol.asyncDispose]() {
      await endMarked(mark);
      temporary.remove();
    },
  };
}

describe('when npm ends, so does a command that has no end of its own', () => {
  test.for(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('%s to npm alone', async (signal) => {
    await using command = await watching();
    await command.table;
    // npm, its shell and the command; while tsx loads it, a fourth.
    expect(command.left().length).toBeGreaterThanOrEqual(3);
    command.npm.kill(signal);
    await expect.poll(command.left, { timeout: 10_000 }).toEqual([]);
  });

  test('before the command has begun', async () => {
    await using command = await watching();
    const begun = () => command.left().filter((line) => line.startsWith('node code/'));
    await expect.poll(begun, { timeout: 10_000, interval: 1 }).toHaveLength(1);
    command.npm.kill('SIGKILL');
    await expect.poll(command.left, { timeout: 10_000 }).toEqual([]);
  });
});

describe('who was not started by npm', () => {
  test('has the signal that it had', () => {
    const { signal } = new AbortController();
    expect(withNpm({ signal, env: {} })).toBe(signal);
    expect(withNpm({ signal })).toBe(signal);
  });
});
