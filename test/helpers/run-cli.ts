import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, mkdtempDisposable, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listProcesses, type Process } from '../../code/base/processes.ts';
import type { Io } from '../../code/cli/io.ts';
import { main } from '../../code/cli/main.ts';

/** The file that every command of the course is run by. */
export const door = fileURLToPath(new URL('../../code/cli/still-answering.cjs', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A command of the course, running in a process group and with a folder for temporary files of its own. */
export interface RunningCli extends AsyncDisposable {
  pid: number;
  stdout: string;
  stderr: string;
  /** Resolves when `text` stands on stdout; fails with what stands there instead when the command ends first. */
  until(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  write(text: string): void;
  /** Ends its standard input. */
  end(): void;
  closeStdout(): void;
  /** Resolves when the command has ended: its exit status, 128 + N for a signal is the shell's business. */
  ended: Promise<number | null>;
  /** What outlived the command: processes of its group, or that it gave its environment; files in its temporary folder. */
  leftovers(): Promise<string[]>;
}

export interface CliOptions {
  env?: NodeJS.ProcessEnv;
  /** Run on a terminal, made by `script`. */
  terminal?: boolean;
  /** Run where /proc is an empty folder. */
  noProc?: boolean;
}

export async function startCli(
  args: readonly string[],
  { env = {}, terminal = false, noProc = false }: CliOptions = {},
): Promise<RunningCli> {
  // Short: Chromium makes a socket deep below it, whose path may have 107 bytes.
  const temporary = await mkdtemp(join(tmpdir(), 'sa-'));
  const command = [process.execPath, door, ...args];
  const line = command.map((word) => `'${word}'`).join(' ');
  const [file = '', ...rest] = terminal
    ? ['script', '-qefc', `stty cols 80 rows 30; exec ${line}`, '/dev/null']
    : noProc
      ? ['unshare', '--mount', 'sh', '-c', `mount -t tmpfs none /proc && exec ${line}`]
      : command;
  const { npm_lifecycle_event, CI, NO_COLOR, ...inherited } = process.env;
  const child = spawn(file, rest, {
    cwd: root,
    detached: true,
    env: {
      ...inherited,
      TMPDIR: temporary,
      XDG_STATE_HOME: join(temporary, 'state'),
      TERM: 'xterm-256color',
      ...env,
    },
  });
  const ended = once(child, 'close').then(([status]) => status as number | null);
  const cli: RunningCli = {
    pid: child.pid ?? 0,
    stdout: '',
    stderr: '',
    ended,
    kill: (signal) => void process.kill(-cli.pid, signal),
    write: (text) => void child.stdin.write(text),
    end: () => void child.stdin.end(),
    closeStdout: () => void child.stdout.destroy(),
    async until(text) {
      const over = ended.then(() => {
        if (cli.stdout.includes(text)) return;
        throw new Error(`ended before “${text}”: “${cli.stdout}” “${cli.stderr}”`);
      });
      while (!cli.stdout.includes(text)) await Promise.race([once(child.stdout, 'data'), over]);
    },
    async leftovers() {
      const files = (await readdir(temporary)).filter((name) => name !== 'state');
      return [...files, ...processesOf(cli.pid, temporary)];
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) cli.kill('SIGKILL');
      await ended;
      await rm(temporary, { recursive: true, force: true });
    },
  };
  child.stdout.on('data', (bytes) => {
    cli.stdout += bytes;
  });
  child.stderr.on('data', (bytes) => {
    cli.stderr += bytes;
  });
  child.stdin.on('error', () => {});
  return cli;
}

export interface CliResult {
  status: number | null;
  stdout: string;
  stderr: string;
  leftovers: string[];
}

/** Runs a command of the course to its end. */
export async function runCli(
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  await using cli = await startCli(args, options);
  const status = await cli.ended;
  return { status, stdout: cli.stdout, stderr: cli.stderr, leftovers: await cli.leftovers() };
}

/**
 * Runs a command of the course in this process: quick, for all that opens nothing. Its state folder is
 * a new one, unless `env` names one, and never that of whoever runs the tests.
 */
export async function callCli(
  args: readonly string[],
  { env, ...io }: Partial<Io> = {},
): Promise<CliResult> {
  await using state = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  let [stdout, stderr] = ['', ''];
  const status = await main(args, {
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    columns: 80,
    lines: undefined,
    isTTY: false,
    color: false,
    canAsk: false,
    env: { XDG_STATE_HOME: state.path, ...env },
    signal: new AbortController().signal,
    ...io,
  });
  return { status, stdout, stderr, leftovers: [] };
}

/** Living processes of a process group, or with a folder for temporary files of their own, by command line. */
function processesOf(group: number, temporary: string): string[] {
  return listProcesses()
    .filter((each) => each.group === group || environmentOf(each).includes(`TMPDIR=${temporary}`))
    .map(({ line }) => line);
}

function environmentOf({ pid }: Process): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return ''; // it ended while we looked, or is somebody else's
  }
}
