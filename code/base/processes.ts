import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isMarked } from './marks.ts';

/** A living process of this machine. */
export interface Process {
  pid: number;
  parent: number;
  group: number;
  /** Pids are given out again: only with the same start is it the same process. */
  started: string;
  /**
   * The command line, on Linux as it is when it is first asked for: a look at all processes does not
   * read them all. Bytes from outside: pass it through `safe` before it is shown.
   */
  readonly line: string;
}

/** Pid and start: a pid alone may have been given out again. */
export const isSame = (a: Process, b: Process): boolean =>
  a.pid === b.pid && a.started === b.started;

/** The same for the same process, and for no other. */
export const nameOf = ({ pid, started }: Process): string => `${pid} ${started}`;

/** Did it start after the other? Only Linux counts starts so that they can be compared. */
export const isYounger = (a: Process, b: Process): boolean =>
  process.platform === 'linux' && Number(a.started) >= Number(b.started);

/** All processes that live now; zombies are left out. */
export function listProcesses(): Process[] {
  return process.platform === 'linux' ? linuxProcesses() : psProcesses();
}

/** One of them. Windows tells only that it is there: its start is an empty string. */
export function processOf(pid: number): Process | undefined {
  if (process.platform === 'linux') return linuxProcess(String(pid));
  if (process.platform === 'win32') {
    return exists(pid) ? { pid, parent: 0, group: 0, started: '', line: '' } : undefined;
  }
  return psProcesses().find((each) => each.pid === pid);
}

/** The folder that a process runs in; null: it is another user's, or this system does not tell. */
export function folderOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/**
 * Is it still the same process, and not another one that got its number? Only Linux is asked for the
 * start: elsewhere that means a program, and this is asked once a second.
 */
export function isAlive({ pid, started }: Pick<Process, 'pid' | 'started'>): boolean {
  return exists(pid) && (process.platform !== 'linux' || processOf(pid)?.started === started);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another user's
  }
}

/**
 * The processes that bear this mark: whoever was started with it, and all who descend from them, even
 * one that left its process group.
 * @param entry `NAME=value`, found nowhere else
 */
export function markedProcesses(entry: string): Process[] {
  if (process.platform === 'linux') {
    return linuxProcesses().filter(({ pid }) => isMarked(pid, entry));
  }
  // ps -E shows the environment behind the command line, and only of one's own processes.
  return parsePs(execFileSync('ps', ['-AxEww', ...columns], ascii)).filter(({ line }) =>
    line.split(' ').includes(entry),
  );
}

/** From an ancestor down to a process, both included; empty when it is no ancestor. */
export function chainBetween(ancestor: number, pid: number, all: readonly Process[]): Process[] {
  const chain: Process[] = [];
  for (let at = all.find((each) => each.pid === pid); at; ) {
    chain.unshift(at);
    if (at.pid === ancestor) return chain;
    const { parent } = at;
    at = chain.length < 100 ? all.find((each) => each.pid === parent) : undefined;
  }
  return [];
}

const linuxProcesses = (): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => linuxProcess(pid) ?? []);

function linuxProcess(pid: string): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name in brackets: state, parent, group; the 22nd field is the start (proc_pid_stat(5)).
    const [state, parent, group, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    let line: string | undefined;
    return {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      started: rest[16] ?? '',
      get line() {
        line ??= lineOf(pid) || name;
        return line;
      },
    };
  } catch {
    return undefined; // it ended while we looked
  }
}

function lineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean).join(' ');
  } catch {
    return ''; // it ended while we looked
  }
}

const psProcesses = (): Process[] => parsePs(execFileSync('ps', ['-Ax', ...columns], ascii));

const columns = ['-o', 'pid=,ppid=,pgid=,stat=,lstart=,command='] as const;

const ascii = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } } as const;

/** The lines of `ps -Axo pid=,ppid=,pgid=,stat=,lstart=,command=`, where there is no /proc. */
export function parsePs(output: string): Process[] {
  const line = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/gm;
  return [...output.matchAll(line)].flatMap(([, pid, parent, group, state, started, command]) => {
    if (state?.startsWith('Z')) return [];
    return {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      started: started ?? '',
      line: command ?? '',
    };
  });
}
