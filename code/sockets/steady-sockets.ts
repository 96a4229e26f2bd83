import { facesOf } from './changes.ts';
import { type ListOptions, listSockets } from './list-sockets.ts';
import type { SocketRow } from './socket-row.ts';

/**
 * The table as two reads in a row saw it. Linux hands it out page by page, so a single read can
 * hold one end of a new connection and miss the other. On a machine whose table never stands still
 * for so long, the last of five reads.
 *
 * @throws NoSocketTable as `listSockets` does.
 */
export async function steadySockets(
  options: ListOptions,
  read: typeof listSockets = listSockets,
): Promise<SocketRow[]> {
  let rows = await read(options);
  if (process.platform !== 'linux') return rows; // elsewhere one call copies the whole table
  for (let reads = 1; reads < 5; reads++) {
    const before = facesOf(rows);
    rows = await read(options);
    if (facesOf(rows) === before) break;
  }
  return rows;
}
