import { type Connection, rowOfConnection } from '../formats/powershell-object.ts';
import { NoSocketTable } from '../no-socket-table.ts';
import type { SocketRow } from '../socket-row.ts';
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
    const pasted =
      typeof connection === 'object' && connection ? rowOfConnection(connection, 0) : null;
    if (pasted === null) return [];
    const { lines: _, protocol: __, created: ___, owner = null, ...row } = pasted;
    if (!owners) return [row];
    const isWanted = owner !== null && (pids === undefined || pids.includes(owner.pid));
    return [{ ...row, owner: isWanted ? owner : null }];
  });
}

function parse(json: string): Connection | Connection[] {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // told below
  }
  throw new NoSocketTable(
    `no socket table: PowerShell answered “${json.slice(0, 40)}”, which is not JSON`,
    'see why: run Get-NetTCPConnection in PowerShell',
  );
}
