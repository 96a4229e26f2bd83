import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Starts a process that bears a mark, `NAME=value`, which it hands down to all who descend from it. It
 * stands in the environment that `start` gives, and who writes over that, as php-fpm does, or runs others
 * with a clean one, bears it in a limit on Linux: the number of file locks, which nothing has read since
 * 2.4.25, and which goes through fork(2) and execve(2) (getrlimit(2)).
 */
export function startMarked<Child extends { pid?: number | undefined }>(
  entry: string,
  start: () => Child,
): Child {
  // Nobody is started in between: on this thread all of it is one step.
  const isLent = limit(process.pid, numberOf(entry));
  try {
    const child = start();
    // Another thread may have given back what this one had borrowed.
    if (isLent && child.pid !== undefined && !bearsNumber(child.pid, entry)) {
      limit(child.pid, numberOf(entry));
    }
    return child;
  } finally {
    if (isLent) limit(process.pid, locksOf(process.pid)?.hard ?? 'unlimited');
  }
}

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

/** Node has no setrlimit(2); where prlimit(1) of util-linux is missing the environment has to do. */
function limit(pid: number, soft: string): boolean {
  if (process.platform !== 'linux') return false;
  const { status }: SpawnSyncReturns<Buffer> = spawnSync('prlimit', [
    ...['--pid', `${pid}`],
    `--locks=${soft}:`,
  ]);
  return status === 0;
}

/** Empty where it has ended, or is another user's, or there is no /proc. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
