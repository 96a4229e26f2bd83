import { couldBe, grouped } from '../connections.ts';
import { bsdNetstat } from '../formats/bsd-netstat.ts';
import { lsofFields } from '../formats/lsof-fields.ts';
import { rowsIn } from '../formats/rows-in.ts';
import type { NoSocketTable } from '../no-socket-table.ts';
import type { Owner, SocketRow } from '../socket-row.ts';
import { outputOf, type ReaderOptions } from './reader.ts';

/**
 * Reads the table of macOS: `netstat` has every row, `lsof` the full names of the programs.
 *
 * UNTESTED on a real macOS. Its parsers are tested on output that others published.
 */
export async function readMacos({ owners, pids }: ReaderOptions): Promise<SocketRow[]> {
  const table = rowsIn(await netstatOutput(), bsdNetstat);
  if (!owners) return table.map(({ owner: _, ...row }) => row);
  const held = await outputOf('lsof', ['-nP', '-w', '-iTCP', '-Tqs', '-FpcufntT']);
  return withOwners(table, rowsIn(held, lsofFields), pids);
}

/** `-l` prints IPv6 addresses whole (netstat(1) of macOS); a netstat without it complains. */
export async function netstatOutput(run: typeof outputOf = outputOf): Promise<string> {
  try {
    return await run('netstat', ['-anvl', '-p', 'tcp']);
  } catch (error) {
    return run('netstat', ['-anv', '-p', 'tcp']).catch((): never => {
      throw error as NoSocketTable;
    });
  }
}

/**
 * Both programs name a socket by its two ends only, so the ends are what joins them; where netstat cut
 * an address, what is left of it, if one socket of lsof alone fits.
 */
export function withOwners(
  table: readonly SocketRow[],
  held: readonly SocketRow[],
  pids?: readonly number[],
): SocketRow[] {
  const holders = new Map<string, SocketRow>();
  for (const row of held) {
    const other = holders.get(ends(row));
    if (!other || pidOf(row) < pidOf(other)) holders.set(ends(row), row);
  }
  const byPorts = grouped(holders.values(), ports);
  const holderOf = (row: SocketRow): SocketRow | undefined => {
    if (!row.local.cut && !row.remote.cut) return holders.get(ends(row));
    const [one, ...others] = (byPorts.get(ports(row)) ?? []).filter(
      ({ local, remote }) => couldBe(row.local, local) && couldBe(row.remote, remote),
    );
    return others.length === 0 ? one : undefined;
  };
  const wanted = (owner: Owner | null | undefined): owner is Owner =>
    owner != null && (pids === undefined || pids.includes(owner.pid));
  return table.map((row) => {
    const holder = holderOf(row);
    const owner = holder?.owner ?? row.owner;
    const whole = holder ? { local: holder.local, remote: holder.remote } : {};
    return { ...row, ...whole, uid: holder?.uid ?? 0, owner: wanted(owner) ? owner : null };
  });
}

const pidOf = ({ owner }: SocketRow): number => owner?.pid ?? 0;

const ends = ({ local, remote }: SocketRow): string =>
  `${local.address} ${local.port} ${remote.address} ${remote.port}`;

const ports = ({ local, remote }: SocketRow): string => `${local.port} ${remote.port}`;
