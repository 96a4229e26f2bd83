import { NoSocketTable } from './no-socket-table.ts';
import { readLinux } from './readers/linux-proc.ts';
import type { Reader } from './readers/reader.ts';
import type { RowFilter, SocketRow } from './socket-row.ts';

export { NoSocketTable } from './no-socket-table.ts';
export type * from './socket-row.ts';

export interface ListOptions extends RowFilter {
  /** Find the program behind each row (default: no, since it means looking at every process). */
  owners?: boolean | undefined;
  /** Look for owners among these processes only, which is faster; asks for owners by itself. */
  pids?: readonly number[] | undefined;
  /** Where the kernel's tables are, on Linux (default `/proc`). */
  proc?: string | undefined;
}

/**
 * The TCP sockets of this machine, as `netstat -an` would list them: listening sockets first, then
 * by local port and remote port. A connection between two programs here gives two rows, one an end.
 *
 * The table is not a snapshot: the kernel hands it out page by page while connections come and go.
 * `steadySockets` reads until two tables agree.
 *
 * @throws NoSocketTable where the system has no reader, or no readable table.
 */
export async function listSockets(options: ListOptions = {}): Promise<SocketRow[]> {
  const { pids, owners = pids !== undefined, proc = '/proc' } = options;
  const read = await readerOf(process.platform);
  const rows = await read({ ...options, owners, proc });
  return rows.filter((row) => isWanted(row, options)).sort(listenersFirst);
}

/** Only the reader that this system needs is loaded. */
async function readerOf(platform: NodeJS.Platform): Promise<Reader> {
  if (platform === 'linux') return readLinux;
  if (platform === 'darwin') return (await import('./readers/macos-lsof.ts')).readMacos;
  if (platform === 'win32') return (await import('./readers/windows.ts')).readWindows;
  throw new NoSocketTable(
    `no socket table: there is no reader for ${platform} yet`,
    'run it on Linux, macOS or Windows',
  );
}

const isWanted = ({ local, remote, state }: SocketRow, { port, listening }: RowFilter): boolean =>
  (port === undefined || port === local.port || port === remote.port) &&
  (!listening || state === 'LISTEN');

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
