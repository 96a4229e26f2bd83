import { NoSocketTable } from '../no-socket-table.ts';
import type { SocketRow, TcpState } from '../socket-row.ts';
import { tcpState } from '../tcp-state.ts';
import { endpoint } from './endpoint.ts';
import { outputOf, type ReaderOptions } from './reader.ts';

/**
 * Reads the table of Windows through PowerShell: netstat there speaks the language of the user, and
 * its columns differ from one language to the next, while `Get-NetTCPConnection` gives objects.
 *
 * UNTESTED on a real Windows. Its parser is tested on output that others published.
 */
export async function readWindows({ owners, pids }: ReaderOptions): Promise<SocketRow[]> {
  const args = ['-NoProfile', '-NonInteractive', '-Command', owners ? withNames : plain];
  return parseNetTcpConnections(await outputOf('powershell.exe', args), { owners, pids });
}

const columns = 'LocalAddress,LocalPort,RemoteAddress,RemotePort,State,OwningProcess';
const utf8 =
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8; $ProgressPreference = "SilentlyContinue"';
const plain = `${utf8}; Get-NetTCPConnection | Select-Object ${columns} | ConvertTo-Json -Compress`;
const withNames = `${utf8}; $names = @{}; Get-Process | ForEach-Object { $names[[int]$_.Id] = $_.ProcessName }; Get-NetTCPConnection | Select-Object ${columns},@{ Name = "Program"; Expression = { $names[[int]$_.OwningProcess] } } | ConvertTo-Json -Compress`;

/**
 * Reads what `Get-NetTCPConnection | ConvertTo-Json` printed: an array, a bare object when there is
 * one row, nothing when there is none. The state is a number there, a word with `-EnumsAsStrings`.
 *
 * @throws NoSocketTable when the text is not JSON.
 */
export function parseNetTcpConnections(
  json: string,
  { owners = false, pids }: Partial<Pick<ReaderOptions, 'owners' | 'pids'>> = {},
): SocketRow[] {
  const parsed = parse(json.replace(/^\uFEFF/, '').trim() || '[]');
  return [parsed].flat().flatMap((connection) => {
    const local = endOf(connection, 'Local');
    const remote = endOf(connection, 'Remote');
    if (local === null || remote === null) return [];
    const row: SocketRow = {
      local,
      remote,
      state: stateOf(connection.State),
      recvQueue: 0, // Windows tells neither queues nor timers
      sendQueue: 0,
      timer: null,
      inode: null,
      uid: 0,
    };
    if (!owners) return [row];
    const pid = Number(connection.OwningProcess ?? 0);
    const owned = pid > 0 && (pids === undefined || pids.includes(pid)); // TIME_WAIT: pid 0, nobody
    return [{ ...row, owner: owned ? { pid, program: String(connection.Program ?? '?') } : null }];
  });
}

interface Connection {
  LocalAddress?: unknown;
  LocalPort?: unknown;
  RemoteAddress?: unknown;
  RemotePort?: unknown;
  State?: unknown;
  OwningProcess?: unknown;
  Program?: unknown;
}

function parse(json: string): Connection | Connection[] {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // told below
  }
  throw new NoSocketTable(
    `No socket table: PowerShell answered «${json.slice(0, 40)}», which is not JSON. Run Get-NetTCPConnection in PowerShell to see why.`,
  );
}

function endOf(connection: Connection, side: 'Local' | 'Remote') {
  const [address, port] = [connection?.[`${side}Address`], connection?.[`${side}Port`]];
  return typeof address === 'string' ? endpoint(address, String(port ?? ''), 4) : null;
}

const stateOf = (state: unknown): TcpState =>
  typeof state === 'number' ? (states[state] ?? 'UNKNOWN') : tcpState(String(state ?? ''));

/** MIB_TCP_STATE, [MS-RRASM] 2.2.1.1.11, which .NET's TcpState follows; 100 is PowerShell's Bound. */
const states: Record<number, TcpState> = {
  1: 'CLOSE',
  2: 'LISTEN',
  3: 'SYN_SENT',
  4: 'SYN_RECV',
  5: 'ESTABLISHED',
  6: 'FIN_WAIT1',
  7: 'FIN_WAIT2',
  8: 'CLOSE_WAIT',
  9: 'CLOSING',
  10: 'LAST_ACK',
  11: 'TIME_WAIT',
  12: 'CLOSE',
  100: 'CLOSE',
};
