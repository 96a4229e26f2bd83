import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Kept, Message } from './guard.process.ts';
import { processOf } from './processes.ts';

/** What must not outlive this process. */
export type Guarded =
  /** One process. */
  | { process: number }
  /** A process group, by the pid of its leader. */
  | { group: number }
  /** All that have this entry, `NAME=value`, in their environment; also those that come later. */
  | { marked: string }
  /** A folder, and all that is in it; it goes once the processes are gone. */
  | { folder: string };

/**
 * Puts something under guard until it is disposed of: when this process is gone, even by SIGKILL, the
 * guard ends it. The guard is a small process in a session of its own, one for all; it starts with
 * the first thing and ends with the last.
 *
 * What is told before this process dies is heard: it lies in the pipe by the time that this returns.
 * Guard a mark before you start what carries it, and there is no moment at which nobody knows it.
 *
 * A process is known by its pid and its start. Linux and macOS tell it; Windows does not, so there
 * dispose as soon as the process has ended, or its number may have a new owner. Nor does Windows tell
 * the environment of a process: what is marked is not found there.
 */
export function guard(what: Guarded): Disposable {
  const id = ++last;
  held.add(id);
  tell({ id, kept: keptFor(what) });
  return {
    [Symbol.dispose]() {
      if (!held.delete(id)) return;
      tell({ id });
      if (held.size === 0) dismiss();
    },
  };
}

let last = 0;
const held = new Set<number>();
let watchman: ChildProcess | undefined;

/** Beside this file, as .ts or, in the package, as .js. */
const program = fileURLToPath(import.meta.url).replace(/guard(\.\w+)$/, 'guard.process$1');

function keptFor(what: Guarded): Kept {
  if ('process' in what) return { kind: 'process', pid: what.process, ...startOf(what.process) };
  if ('group' in what) return { kind: 'group', pid: what.group, ...startOf(what.group) };
  if ('marked' in what) return { kind: 'marked', entry: what.marked };
  return { kind: 'folder', path: what.folder };
}

function startOf(pid: number): { started: string } {
  return { started: processOf(pid)?.started ?? '' };
}

function tell(message: Message): void {
  watchman ??= engage();
  watchman.stdin?.write(`${JSON.stringify(message)}\n`);
}

function engage(): ChildProcess {
  // Neither a loader nor an inspector of ours is its business.
  const { NODE_OPTIONS, ...env } = process.env;
  const child = spawn(process.execPath, [program], {
    env,
    detached: true, // a session of its own: no signal to our group, nor a closed terminal, ends it
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a guard the run goes on; what it leaves, the next one sweeps.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref(); // a pipe is a net.Socket
  return child;
}

/** Nothing is left to be guarded; this process waits for the guard, so that it leaves nobody behind. */
function dismiss(): void {
  watchman?.ref();
  watchman?.stdin?.end();
  watchman = undefined;
}
