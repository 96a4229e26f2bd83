import type { Process } from './processes.ts';

/**
 * Ends processes with SIGKILL, again and again until none is left: one may start another meanwhile.
 * The first round is done when this returns.
 */
export async function endFamily(family: () => readonly Process[]): Promise<void> {
  for (let left = family(); left.length > 0; left = family()) {
    for (const { pid } of left) kill(pid);
    await new Promise((resolve) => setTimeout(resolve, glance));
  }
}

/** The kernel tells nobody when the process of somebody else ends. */
const glance = 5;

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}
