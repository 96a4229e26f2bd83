import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits for its turn: of all processes that ask for the same `name`, one at a time goes on, until it
 * disposes of its turn or dies. The lock is a UDP socket, which the kernel frees at any death; a lock
 * file would outlive a crash.
 * @param onWait called once, when somebody else has the turn
 * @throws when `signal` aborts the waiting
 */
export async function oneAtATime(
  name: string,
  { signal, onWait }: { signal: AbortSignal; onWait: () => void },
): Promise<Disposable> {
  const port = portOf(name);
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    const turn = await lock(port);
    if (turn) return turn;
    if (tries === 0) onWait();
    // Nobody is told when a port becomes free, so we look again.
    await wait(100, undefined, { signal });
  }
}

/** Below 32768, where the kernel hands out no ports by itself. */
function portOf(name: string): number {
  return 20_000 + (createHash('sha256').update(name).digest().readUInt32BE() % 10_000);
}

/**
 * A lock that nobody has twice: a UDP port, as long as it is held.
 * @returns undefined when somebody else has it
 * @throws what the system says when it cannot be had for another reason, such as too few descriptors
 */
export async function lock(port: number): Promise<Disposable | undefined> {
  const socket = createSocket('udp4').unref();
  try {
    // exclusive: the workers of a cluster would share it.
    socket.bind({ address: '127.0.0.1', port, exclusive: true });
    await once(socket, 'listening');
    return { [Symbol.dispose]: () => socket.close() };
  } catch (error) {
    socket.close();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
}
