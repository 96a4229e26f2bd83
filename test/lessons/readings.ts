import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { until } from '../../code/base/until.ts';
import type { SymptomId } from '../../lessons/symptoms/ids.ts';
import { symptoms } from '../../lessons/symptoms.ts';

/** What the first command of a symptom prints, on a prepared machine. */
export interface Prepared {
  /** Prepares it, runs the first command, and gives what it printed. */
  print: () => Promise<string>;
  /** Reads the output as the reading's `see` tells to. */
  sees: (output: string) => boolean;
}

/** A reading that no command of ours can show here, and why. */
export interface Skipped {
  skipped: string;
}

export type Readings = Record<string, Prepared | Skipped>;

/** The first command for Linux, with what a reader puts into it. */
export function commandOf(id: SymptomId, values: Record<string, string | number> = {}): string {
  let command = symptoms.find((symptom) => symptom.id === id)?.first.linux ?? '';
  for (const [word, value] of Object.entries(values))
    command = command.replaceAll(word, `${value}`);
  return command;
}

/** Runs a command line; its output, whatever its status is. */
export async function shell(command: string, cwd?: string): Promise<string> {
  return await new Promise((done) =>
    execFile('sh', ['-c', command], { cwd, timeout: 25_000 }, (_error, out, err) =>
      done(out + err),
    ),
  );
}

/** Runs it again until it prints what is waited for: the kernel needs a moment, and a clock some. */
export async function shellUntil(command: string, sees: (output: string) => boolean) {
  let output = '';
  await until(`${command} to print what is expected`, async () => {
    output = await shell(command);
    return sees(output) || undefined;
  }).catch(() => {}); // the test shows what it prints instead
  return output;
}

export interface Held {
  pid: number;
  port: number;
}

/** A Node program that prints one line, its port, and then lives until the test is over. */
export async function node(script: string, ...args: (string | number)[]): Promise<Held> {
  const child = spawn(process.execPath, ['-e', script, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { pid: child.pid ?? 0, port: Number(line) };
}

/** Runs Python in a network of its own, which has nothing but loopback and 10.0.0.5. */
export async function inOwnNetwork(script: string, command: string): Promise<string> {
  const python = `import socket, subprocess, time\n${script}\nprint(subprocess.run(['sh', '-c', ${JSON.stringify(command)}], capture_output=True, text=True).stdout)`;
  return await new Promise((done) =>
    execFile(
      'unshare',
      [
        '-n',
        'sh',
        '-c',
        'ip link set lo up; ip addr add 10.0.0.5/32 dev lo; exec python3 -c "$0"',
        python,
      ],
      { timeout: 25_000 },
      (_error, out, err) => done(out + err),
    ),
  );
}

/** A folder with these files, and the command run in it. */
export async function inFolder(files: Record<string, string>, command: string): Promise<string> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text);
  return await shell(command, folder.path);
}
