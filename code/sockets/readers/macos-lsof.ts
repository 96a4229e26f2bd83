import type { Owner, SocketRow } from '../socket-row.ts';
import { type LsofSocket, parseLsof } from './parse-lsof.ts';
import { type NetstatSocket, parseMacNetstat } from './parse-mac-netstat.ts';
import { outputOf, type ReaderOptions } from './reader.ts';

/**
 * Reads the table of macOS: `netstat` has every row, `lsof` the full names of the programs.
 *
 * UNTESTED on a real macOS. Its parsers are tested on output that others published.
 */
export async function readMacos({ owners, pids }: ReaderOptions): Promise<SocketRow[]> {
  const table = parseMacNetstat(await outputOf('netstat', ['-anv', '-p', 'tcp']));
  if (!owners) return table.map(({ row }) => row);
  const held = await outputOf('lsof', ['-nP', '-w', '-iTCP', '-Tqs', '-FpcufntT']);
  return withOwners(table, parseLsof(held), pids);
}

/** Both programs name a socket by its two ends only, so the ends are what joins them. */
export function withOwners(
  table: readonly NetstatSocket[],
  held: readonly LsofSocket[],
  pids?: readonly number[],
): SocketRow[] {
  const holders = new Map<string, LsofSocket>();
  for (const socket of held) {
    const other = holders.get(ends(socket.row));
    if (!other || socket.owner.pid < other.owner.pid) holders.set(ends(socket.row), socket);
  }
  const wanted = (owner: Owner | null | undefined): owner is Owner =>
    owner != null && (pids === undefined || pids.includes(owner.pid));
  return table.map(({ row, owner: named }) => {
    const holder = holders.get(ends(row));
    const owner = holder?.owner ?? named;
    return {
      ...row,
      uid: holder?.row.uid ?? 0,
      owner: wanted(owner) ? owner : null,
    };
  });
}

const ends = ({ local, remote }: SocketRow): string =>
  `${local.address} ${local.port} ${remote.address} ${remote.port}`;
