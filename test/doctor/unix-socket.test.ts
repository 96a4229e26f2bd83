import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { until } from '../../code/base/until.ts';
import { examine } from '../../code/doctor/examine.ts';
import { callCli } from '../helpers/run-cli.ts';

const server = fileURLToPath(new URL('../specimens/faulty/node-http.ts', import.meta.url));
const paths = { slow: '/slow' };

/** A path for a socket, in a folder that is gone with its test. */
async function place() {
  const folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-'));
  return {
    socket: join(folder.path, 'server.sock'),
    [Symbol.asyncDispose]: () => folder.remove(),
  };
}

const command = (way: string) => [process.execPath, server, way];
const stop = (way: string, socket: string) =>
  examine({ command: command(way), socket, env: { SOCKET_PATH: socket }, paths, solo: 'never' });

describe.concurrent('A server on a Unix socket', () => {
  test('that stops well: the path is free, nothing was cut', async () => {
    await using there = await place();
    const { socket } = there;
    const found = await stop('drain', socket);
    expect(found.diagnoses).toEqual(['graceful']);
    expect(found.portFreeMs).toBeGreaterThan(1_400);
    expect(found.target.socket).toBe(socket);
    expect(found.target.chain.at(-1)?.pid).toBe(found.target.pid);
  });

  test('that answers on beside its successor is found out', async () => {
    await using there = await place();
    const { socket } = there;
    const found = await stop('close', socket);
    expect(found.diagnoses).toContain('still answering');
    expect(found.oldAnswers).toBeGreaterThan(0);
  });

  test('that dies leaves its file behind, and the successor takes the path', async () => {
    await using there = await place();
    const { socket } = there;
    const found = await stop('none', socket);
    expect(found.diagnoses).toEqual(['abrupt']);
    expect(found.portFreeMs).not.toBeNull();
    expect(existsSync(socket)).toBe(false);
  });

  test('attached to: the report names the path', async () => {
    await using there = await place();
    const { socket } = there;
    const child = spawn(process.execPath, [server, 'close-all'], {
      env: { ...process.env, SOCKET_PATH: socket },
    });
    try {
      await until('the server', () => isThere(socket));
      const flags = ['--pid', `${child.pid}`, '--socket', socket, '--only', 'P1,P11'];
      const { stdout } = await callCli(['doctor', ...flags]);
      expect(stdout).toContain(socket);
      expect(stdout).toMatch(/sent SIGTERM; socket free after/);
    } finally {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
  });
});

describe.concurrent('Bad input', () => {
  test.for([
    [['--port', '3000'], /a socket has no port/],
    [['--tls'], /neither TLS nor HTTP\/2/],
  ] as const)('%s', async ([flags, told]) => {
    await using there = await place();
    const { socket } = there;
    const words = ['doctor', '--socket', socket, ...flags, '--', ...command('close')];
    const { status, stderr } = await callCli(words);
    expect([status, told.test(stderr)]).toEqual([2, true]);
  });

  test('a path that is too long for the kernel', async () => {
    const long = examine({ command: command('close'), socket: `/tmp/${'x'.repeat(120)}` });
    await expect(long).rejects.toThrow('is longer than 107 bytes');
  });

  test('nothing answers on it', async () => {
    await using there = await place();
    const { socket } = there;
    const other = examine({ command: command('close'), socket, readyMs: 500 });
    await expect(other).rejects.toThrow(/^nothing answered on .*server\.sock within 0.5 s$/);
  });

  test('somebody else listens there', async () => {
    await using there = await place();
    const { socket } = there;
    const child = spawn(process.execPath, [server, 'close-all'], {
      env: { ...process.env, SOCKET_PATH: socket },
    });
    try {
      await until('the server', () => isThere(socket));
      await expect(stop('close', socket)).rejects.toThrow('a program listens on');
      expect(await isThere(socket)).toBe(true);
    } finally {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
  });
});

/** Is a connection accepted there? */
async function isThere(path: string): Promise<true | undefined> {
  const client = connect({ path });
  try {
    await once(client, 'connect');
    return true;
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
