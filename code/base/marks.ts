import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findOnPath, isProgram } from './find-on-path.ts';

/**
 * Starts a program that bears a mark, `NAME=value`, which it hands down to all who descend from it. It stands
 * in the environment that `options` give, and who writes over that, as php-fpm does, or runs others with a clean
 * one, bears it in a limit on Linux: the number of file locks, which nothing has read since 2.4.25, and which
 * goes through fork(2) and execve(2) (getrlimit(2)). Node has no setrlimit(2): prlimit(1) of util-linux sets it
 * and becomes the program. Where that is missing the environment has to do.
 */
export function spawnMarked(
  entry: string,
  file: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const { cwd = process.cwd(), env = process.env } = options;
  const program = findOnPath(file, String(cwd), env);
  const prlimit = findOnPath('prlimit', '/', process.env);
  // Who is not there, or may not be run, is told of by spawn itself.
  const isLimited = prlimit && program && isProgram(program) && mayBeLimited();
  if (!isLimited) return spawn(file, args, options);
  return spawn(prlimit, [`--locks=${numberOf(entry)}:`, '--', file, ...args], options);
}

const mayBeLimited = (): boolean =>
  process.platform === 'linux' && locksOf(process.pid)?.hard === 'unlimited';

/** Does a process bear the mark? Of Linux: elsewhere its process group has to do. */
export function isMarked(pid: number, entry: string): boolean {
  return bearsNumber(pid, entry) || read(`/proc/${pid}/environ`).split('\0').includes(entry);
}

/** Of two marks the same number is as good as out of the question; nobody else has one of this size. */
function numberOf(entry: string): string {
  let number = 0;
  for (const letter of entry) number = (number * 33 + (letter.codePointAt(0) ?? 0)) % 2 ** 46;
  return String(2 ** 52 + number);
}

const bearsNumber = (pid: number, entry: string): boolean => locksOf(pid)?.soft === numberOf(entry);

function locksOf(pid: number): { soft?: string; hard?: string } | undefined {
  return /^Max file locks\s+(?<soft>\S+)\s+(?<hard>\S+)/m.exec(read(`/proc/${pid}/limits`))?.groups;
}

/** Empty where it has ended, or is another user's, or there is no /proc. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
