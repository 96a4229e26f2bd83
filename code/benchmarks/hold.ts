import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

import { OperationalError } from '../base/errors.ts';

export interface Held extends AsyncDisposable {
  /** The port of each process that holds some. */
  ports: readonly number[];
}

/** Holds so many connections in processes of their own, as few as their descriptors allow. */
export async function hold(connections: number, signal: AbortSignal): Promise<Held> {
  const each = Math.floor((descriptors() - 100) / 2); // both ends of a connection are here
  const holders: ChildProcess[] = [];
  const ports: number[] = [];
  const held: Held = {
    ports,
    async [Symbol.asyncDispose]() {
      const running = holders.filter(
        ({ exitCode, signalCode }) => exitCode === null && !signalCode,
      );
      for (const holder of running) if (holder.connected) holder.disconnect();
      await Promise.all(running.map((holder) => once(holder, 'exit')));
    },
  };
  try {
    for (let left = connections; left > 0; left -= each) {
      const holder = fork(new URL('holder.ts', import.meta.url), [String(Math.min(each, left))]);
      holders.push(holder);
      const died = once(holder, 'exit', { signal }).then(() => {
        throw new OperationalError(
          'a process that holds connections ended too early',
          'see how many files and processes this shell is allowed: ulimit -a',
        );
      });
      const [port] = await Promise.race([once(holder, 'message', { signal }), died]);
      ports.push(port);
    }
    return held;
  } catch (error) {
    await held[Symbol.asyncDispose]();
    throw error;
  }
}

/** How many files a child may open: Node raises its own limit to the hard one. */
function descriptors(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    return Math.min(10_000, Number(/^Max open files +\S+ +(\d+)/m.exec(limits)?.[1] ?? 1024));
  } catch {
    return 1024;
  }
}
