import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { netstat } from '../../code/sockets/netstat.ts';
import { needs } from '../helpers/needs.ts';
import { connection } from './scene.ts';

const linux = process.platform === 'linux';

describe.runIf(linux)('netstat()', () => {
  beforeEach(() => void vi.stubEnv('LC_ALL', 'C.UTF-8')); // whatever the machine speaks
  afterEach(() => void vi.unstubAllEnvs());

  test('runs the real netstat and says how', async (ctx) => {
    needs(ctx, 'netstat', pathOf('netstat'));
    const { port, client } = await connection();

    const { line, tool, output } = await netstat(port);

    expect({ line, tool }).toEqual({ line: `netstat -ano | grep ${port}`, tool: 'netstat' });
    expect(output).toMatch(`127.0.0.1:${client.localPort}`);
    expect(output).toBe(execFileSync('sh', ['-c', line], { encoding: 'utf8' }));
    expect(statesIn(output)).toEqual(['ESTABLISHED', 'ESTABLISHED', 'LISTEN']);
  });

  test('adds the last grep of the story when only listening sockets are wanted', async (ctx) => {
    needs(ctx, 'netstat', pathOf('netstat'));
    const { port, server } = await connection();

    const { line, output } = await netstat(port, { only: 'listening' });
    expect(line).toBe(`netstat -ano | grep ${port} | grep -i listen`);
    expect(statesIn(output)).toEqual(['LISTEN']);

    server.close(); // stops listening; the connection stays
    expect((await netstat(port, { only: 'listening' })).output).toBe('');
    expect(statesIn((await netstat(port)).output)).toEqual(['ESTABLISHED', 'ESTABLISHED']);
  });

  test.for(['es_ES.UTF-8', 'tr_TR.UTF-8'])('asks for English under %s', async (lang, ctx) => {
    needs(ctx, 'netstat', pathOf('netstat'));
    const { port } = await connection();
    vi.stubEnv('LC_ALL', lang);

    const { line, output } = await netstat(port, { only: 'listening' });
    expect(line).toBe(`export LC_ALL=C; netstat -ano | grep ${port} | grep -i listen`);
    expect(statesIn(output)).toEqual(['LISTEN']);
  });

  test('runs ss where there is no netstat', async (ctx) => {
    ctx.skip(!pathOf('ss'), 'ss is not installed: apt-get install iproute2');
    const { port } = await connection();

    const { line, tool, output } = await netstat(port, { path: folderWith('ss', 'grep') });
    expect({ line, tool }).toEqual({ line: `ss -tano | grep ${port}`, tool: 'ss' });
    expect(statesIn(output)).toEqual(['ESTAB', 'ESTAB', 'LISTEN']);
  });

  test('prints our own table where there is neither', async () => {
    const { port, client } = await connection();

    const { line, tool, output } = await netstat(port, { path: '' });
    expect({ line, tool }).toEqual({ line: `listSockets({ port: ${port} })`, tool: 'course' });
    expect(statesIn(output)).toEqual(['ESTABLISHED', 'ESTABLISHED', 'LISTEN']);
    expect(output).toMatch(`127.0.0.1:${client.localPort}`);

    const listening = await netstat(port, { path: '', only: 'listening' });
    expect(listening.line).toBe(`listSockets({ port: ${port}, listening: true })`);
    expect(listening.output).toMatch(
      new RegExp(`^tcp +0 +0 127\\.0\\.0\\.1:${port} +0\\.0\\.0\\.0:\\* +LISTEN\n$`),
    );
  });

  test('passes over a netstat that only complains', async () => {
    const { port } = await connection();
    const path = folderWith('grep');
    writeFileSync(join(path, 'netstat'), '#!/bin/sh\necho "unknown option -o" >&2; exit 2\n');
    chmodSync(join(path, 'netstat'), 0o755);

    expect((await netstat(port, { path })).tool).toBe('course');
  });

  test.each([0, 65536, 1.5, Number.NaN])('refuses %s, which is no port', async (port) => {
    await expect(netstat(port)).rejects.toThrow(
      `netstat() expects a port from 1 to 65535, received: ${port}`,
    );
  });
});

const pathOf = (program: string): string | null => {
  try {
    return execFileSync('sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
};

function folderWith(...programs: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'still-answering-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const program of programs) symlinkSync(pathOf(program) as string, join(folder, program));
  return folder;
}

/** `grep PORT` may match an inode or a longer port too, so only rows of TCP count. */
const statesIn = (output: string): string[] =>
  [...output.matchAll(/\b(LISTEN|ESTABLISHED|ESTAB|TIME_WAIT|TIME-WAIT)\b/g)]
    .map(([state]) => state)
    .sort();
