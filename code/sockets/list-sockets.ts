import { readProcNet } from './readers/linux-proc.ts';
import type { RowFilter, SocketRow } from './socket-row.ts';

export type * from './socket-row.ts';

export interface ListOptions extends RowFilter {
  /** Find the program behind each row (default: no, since it means looking at every process). */
  owners?: boolean | undefined;
  /** Look for owners among these processes only, which is faster; asks for owners by itself. */
  pids?: readonly number[] | undefined;
  /** Where the kernel's tables are (default `/proc`). */
  proc?: string | undefined;
}

/** This system has no socket table that we can read. The message says which and what to do. */
export class NoSocketTable extends Error {
  override name = 'NoSocketTable';
}

/**
 * The TCP sockets of this machine, as `netstat -an` would list them: listening sockets first, then
 * by local port and remote port. A connection between two programs here gives two rows, one an end.
 *
 * The table is not a snapshot: the kernel hands it out page by page while connections come and go.
 * Whoever needs certainty reads twice and compares.
 *
 * @throws NoSocketTable where the system has no reader, or no readable table.
 */
export async function listSockets(options: ListOptions = {}): Promise<SocketRow[]> {
  const { proc = '/proc' } = options;
  try {
    return readProcNet({ ...options, proc }).sort(listenersFirst);
  } catch (error) {
    throw new NoSocketTable(
      `No socket table: ${proc}/net/tcp cannot be read (${(error as NodeJS.ErrnoException).code}). On Linux, mount /proc or run outside the sandbox that hides it.`,
      { cause: error },
    );
  }
}

function listenersFirst(a: SocketRow, b: SocketRow): number {
  return (
    Number(b.state === 'LISTEN') - Number(a.state === 'LISTEN') ||
    a.local.port - b.local.port ||
    a.remote.port - b.remote.port ||
    compare(a.local.address, b.local.address) ||
    compare(a.remote.address, b.remote.address)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
