import { isSame, listProcesses, markedProcesses, type Process, processOf } from './processes.ts';
import { until } from './until.ts';

/**
 * Ends processes with SIGKILL, again and again until none is left: one may start another meanwhile.
 * The first round is done when this returns.
 * @param find the processes, as they are now
 * @throws NeverCame when one outlives that, such as another user's
 */
export async function endProcesses(find: () => readonly Process[]): Promise<void> {
  let left: readonly Process[] = [];
  // The kernel tells nobody when the process of somebody else ends, so we look again.
  const look = () => {
    left = find();
    for (const each of left) kill(each);
    return left.length === 0 || undefined;
  };
  const seen = () => left.map(({ pid, line }) => `${line} (pid ${pid})`).join(', ');
  await until('processes to end', look, { seen });
}

/**
 * Ends the processes that have this entry in their environment, and their process groups: Chromium's
 * own children write over their environment.
 * @throws NeverCame as `endProcesses` does
 */
export async function endMarked(entry: string): Promise<void> {
  const groups = new Set<number>();
  await endProcesses(() => {
    const marked = markedProcesses(entry);
    for (const { pid, group } of marked) if (pid === group) groups.add(group);
    if (groups.size === 0) return marked;
    return [...marked, ...listProcesses().filter(({ group }) => groups.has(group))];
  });
}

/**
 * Its start is compared right before the kill: its number may have been given to a stranger since it
 * was listed. Between these two calls it still may, since Node has no pidfd_send_signal(2).
 */
function kill(listed: Process): void {
  const now = processOf(listed.pid);
  if (!now || !isSame(now, listed)) return;
  try {
    process.kill(listed.pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}
