import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { isProgram } from '../base/find-on-path.ts';
import { listSockets } from './list-sockets.ts';
import type { SocketRow } from './socket-row.ts';

export interface NetstatOptions {
  /** Add the last grep of the story, `grep -i listen` (default: every line with the port). */
  only?: 'listening' | undefined;
  /** The folders to look for programs in (default: `process.env.PATH`). */
  path?: string | undefined;
}

export interface NetstatRun {
  /** The command as it was run; with tool `course`, the call of our library. */
  line: string;
  /** Whose output it is: `course` is our own table, where the machine has neither program. */
  tool: 'netstat' | 'ss' | 'course';
  /** Bytes from outside: pass them through `safe` before they are shown. */
  output: string;
}

/**
 * Runs `netstat -ano | grep PORT`, the real one, as a person would type it; on a machine without
 * netstat, ss; without either, it prints our own table in netstat's form.
 *
 * @throws RangeError when the port is no port.
 * @throws NoSocketTable when there is neither program nor table.
 */
export async function netstat(port: number, options: NetstatOptions = {}): Promise<NetstatRun> {
  const { only, path = process.env.PATH ?? '' } = options;
  // The number goes into a shell line, so this check is also what keeps that line ours.
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new RangeError(`netstat() expects a port from 1 to 65535, received: ${port}`);

  for (const { tool, command } of programs) {
    if (!isOnPath(tool, path)) continue;
    const filters = [`${find} ${port}`, ...(only ? [findListen] : [])];
    const line = inEnglish() + [command, ...filters].join(' | ');
    const output = await run(line, path);
    if (output !== null) return { line, tool, output };
  }
  const listening = only === 'listening';
  return {
    line: `listSockets({ port: ${port}${listening ? ', listening: true' : ''} })`,
    tool: 'course',
    output: inNetstatsForm(await listSockets({ port, listening })),
  };
}

const windows = process.platform === 'win32';
const find = windows ? 'findstr' : 'grep';
const findListen = windows ? 'findstr /i listen' : 'grep -i listen';

const programs = [
  // `-o` prints timers on Linux and pids on Windows; the netstat of macOS does not have it.
  { tool: 'netstat', command: process.platform === 'darwin' ? 'netstat -an' : 'netstat -ano' },
  { tool: 'ss', command: 'ss -tano' },
] as const;

/** A Spanish netstat writes ESCUCHAR, and to a Turkish grep the I of LISTEN is no i. */
function inEnglish(): string {
  const { LC_ALL, LC_MESSAGES, LC_CTYPE, LANG } = process.env;
  const locales = [LC_ALL || LC_MESSAGES || LANG, LC_ALL || LC_CTYPE || LANG];
  const foreign = locales.some((locale) => locale && !/^(C|POSIX|en)\b|^en_/.test(locale));
  return foreign && !windows ? 'export LC_ALL=C; ' : '';
}

function isOnPath(program: string, path: string): boolean {
  const file = windows ? `${program}.exe` : program;
  return path.split(delimiter).some((folder) => folder !== '' && isProgram(join(folder, file)));
}

/** What the pipeline printed; null when it printed nothing but a complaint. */
function run(line: string, path: string): Promise<string | null> {
  const [shell, ...args] = windows ? ['cmd.exe', '/d', '/s', '/c'] : ['/bin/sh', '-c'];
  const env = { ...process.env, PATH: path };
  const limits = { timeout: 10_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    // grep's own status 1 means that no line matched, which is an answer.
    execFile(shell as string, [...args, line], { env, ...limits }, (error, stdout, stderr) => {
      const failed = error !== null && error.code !== 1;
      resolve(failed || (stdout === '' && stderr !== '') ? null : stdout);
    });
  });
}

function inNetstatsForm(rows: readonly SocketRow[]): string {
  return rows.map((row) => `${netstatLine(row)}\n`).join('');
}

function netstatLine({ local, remote, state, recvQueue, sendQueue }: SocketRow): string {
  const protocol = local.address.includes(':') ? 'tcp6' : 'tcp';
  const [from, to] = [local, remote].map(({ address, port }) => `${address}:${port || '*'}`);
  const queues = `${String(recvQueue).padStart(6)} ${String(sendQueue).padStart(6)}`;
  return `${protocol.padEnd(5)} ${queues} ${from?.padEnd(23)} ${to?.padEnd(23)} ${state}`;
}
