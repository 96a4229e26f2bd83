import { isSame, type Process, processOf } from './processes.ts';

/**
 * Ends processes with SIGKILL, again and again until none is left: one may start another meanwhile.
 * The first round is done when this returns.
 */
export async function endFamily(family: () => readonly Process[]): Promise<void> {
  for (let left = family(); left.length > 0; left = family()) {
    for (const each of left) kill(each);
    await new Promise((resolve) => setTimeout(resolve, glance));
  }
}

/** The kernel tells nobody when the process of somebody else ends. */
const glance = 5;

/**
 * Its start is compared right before the kill: its number may have been given to a stranger since it
 * was listed. Between these two calls it still may, since Node has no pidfd_send_signal(2).
 */
function kill(process_: Process): void {
  const now = processOf(process_.pid);
  if (!now || !isSame(now, process_)) return;
  try {
    process.kill(process_.pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}
