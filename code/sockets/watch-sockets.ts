import { setTimeout } from 'node:timers/promises';
import { facesOf } from './changes.ts';
import type { ListOptions, SocketRow } from './list-sockets.ts';
import { steadySockets } from './steady-sockets.ts';

export interface WatchOptions extends ListOptions {
  /** Ends the watch. */
  signal: AbortSignal;
  /** Milliseconds between two looks (default: 200). */
  interval?: number | undefined;
}

/**
 * The table now, and again each time it has changed: a row more or less, a state, a queue, an owner,
 * another timer. A timer that only runs down is no change. No system announces changes of its table,
 * so this looks again and again; what comes and goes between two looks is not seen.
 *
 * @throws the signal's reason, once it is aborted.
 * @throws NoSocketTable as `listSockets` does.
 */
export async function* watchSockets(options: WatchOptions): AsyncGenerator<SocketRow[], never> {
  const { signal, interval = 200 } = options;
  let before: string | undefined;
  for (;;) {
    signal.throwIfAborted();
    const rows = await steadySockets(options);
    const now = facesOf(rows);
    if (now !== before) yield rows;
    before = now;
    await setTimeout(interval, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
