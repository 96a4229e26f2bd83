import { readFileSync, realpathSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import { addOwners } from '../../sockets/readers/linux-owners.ts';
import type { Owner } from '../../sockets/socket-row.ts';

/** Set on a socket that listens: `__SO_ACCEPTCON`, in hexadecimal (proc_net_unix(5), flags). */
const listening = '00010000';

/**
 * The Unix sockets that listen under a path, with their owners where they are among `pids` (default:
 * any process). The kernel writes the path as the server gave it, so a relative one counts by its name.
 */
export function unixListeners(path: string, pids?: readonly number[]): (Owner | null)[] {
  const rows = readFileSync('/proc/net/unix', 'utf8')
    .split('\n')
    .flatMap((line) => {
      // Num RefCount Protocol Flags Type St Inode Path
      const [, , , flags, , , inode, ...words] = line.trim().split(/\s+/);
      const isIt = flags === listening && isPath(words.join(' '), path);
      return isIt ? [{ inode: Number(inode), owner: null as Owner | null }] : [];
    });
  addOwners(rows, '/proc', pids);
  return rows.map(({ owner }) => owner);
}

function isPath(bound: string, wanted: string): boolean {
  if (bound === wanted) return true;
  if (basename(bound) !== basename(wanted)) return false;
  return !isAbsolute(bound) || real(bound) === real(wanted);
}

/** Without links; the path itself where there is nothing. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
