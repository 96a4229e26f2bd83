// The guard, a process of its own: hears on its stdin what it is to keep an eye on, and ends all that
// when the pipe ends, which the kernel sees to at any death of the process at its other end.
// Runs on plain node: erasable TypeScript, few modules, for a quick start.
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { endMarked, endProcesses } from './end-processes.ts';
import { listProcesses, type Process } from './processes.ts';

export type Kept =
  | { kind: 'process' | 'group'; pid: number; started: string }
  | { kind: 'marked'; entry: string }
  | { kind: 'folder'; path: string };

/** Without `kept`: it is looked after no longer. */
export type Message = { id: number; kept?: Kept };

// The pipe decides when this process goes.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

const kept = new Map<number, Kept>();
for (const line of (await text(process.stdin)).split('\n').slice(0, -1)) {
  const message = JSON.parse(line) as Message;
  if (message.kept) kept.set(message.id, message.kept);
  else kept.delete(message.id);
}
const all = [...kept.values()];
// A folder goes in any case, even when somebody clings to life.
await Promise.allSettled(all.map(end));
for (const each of all) {
  if (each.kind === 'folder') await rm(each.path, { recursive: true, force: true, maxRetries: 5 });
}

async function end(each: Kept): Promise<void> {
  if (each.kind === 'folder') return;
  if (process.platform === 'win32') endTree(each);
  else if (each.kind === 'marked') await endMarked(each.entry);
  else await endProcesses(() => living(each));
}

function living({ kind, pid, started }: Extract<Kept, { pid: number }>): Process[] {
  const processes = listProcesses();
  const leader = processes.find((each) => each.pid === pid);
  // The kernel gives out no pid that still names a group: without its leader it is the same group.
  if (leader && leader.started !== started) return [];
  return processes.filter((each) => (kind === 'group' ? each.group === pid : each.pid === pid));
}

/** Windows: the process, and those that it started. */
function endTree(each: Kept): void {
  if (!('pid' in each)) return;
  try {
    execFileSync('taskkill', ['/T', '/F', '/PID', String(each.pid)], { stdio: 'ignore' });
  } catch {
    // it has ended by itself
  }
}
