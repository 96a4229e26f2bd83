import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { Owner, SocketRow } from '../socket-row.ts';

/**
 * Adds to each row the process that holds it, found by its descriptors in /proc/PID/fd. Processes of
 * other users show theirs to root only, so their rows get null, as do rows that nobody holds.
 */
export function addOwners(
  rows: Pick<SocketRow, 'inode' | 'owner'>[],
  proc: string,
  pids: readonly number[] = allPids(proc),
): void {
  const wanted = new Set(rows.map((row) => row.inode));
  wanted.delete(0); // TIME_WAIT, or not accepted yet: nobody's
  const owners = new Map<number, Owner>();
  for (const pid of [...pids].sort((a, b) => a - b)) {
    if (wanted.size === 0) break;
    let owner: Owner | undefined;
    for (const inode of socketsOf(pid, proc)) {
      if (!wanted.delete(inode)) continue;
      owner ??= { pid, program: programOf(pid, proc) };
      owners.set(inode, owner);
    }
  }
  for (const row of rows) row.owner = owners.get(row.inode ?? 0) ?? null;
}

const allPids = (proc: string): number[] =>
  readdirSync(proc).map(Number).filter(Number.isSafeInteger);

/** A process may end, or close a descriptor, while we look: then it holds nothing. */
function socketsOf(pid: number, proc: string): number[] {
  const folder = `${proc}/${pid}/fd`;
  const descriptors = orNothing(() => readdirSync(folder)) ?? [];
  return descriptors.flatMap((descriptor) => {
    const target = orNothing(() => readlinkSync(`${folder}/${descriptor}`));
    return target?.startsWith('socket:[') ? [Number.parseInt(target.slice(8), 10)] : [];
  });
}

/** The file that runs: the process name in `comm` is that of a thread (`node-MainThread`). */
function programOf(pid: number, proc: string): string {
  return (
    orNothing(() => basename(readlinkSync(`${proc}/${pid}/exe`)).replace(/ \(deleted\)$/, '')) ??
    orNothing(() => readFileSync(`${proc}/${pid}/comm`, 'utf8').trimEnd()) ??
    '?'
  );
}

function orNothing<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
