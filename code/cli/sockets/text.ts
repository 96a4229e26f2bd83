import { safeJson } from '../../base/text/safe.ts';
import { wrapLines } from '../../base/text/wrap.ts';
import { connectionsIn, isListening } from '../../sockets/connections.ts';
import { type ListOptions, listSockets, type SocketRow } from '../../sockets/list-sockets.ts';
import { namespaceNote } from '../../sockets/namespace.ts';
import { socketTable } from '../../sockets/table.ts';
import type { Io } from '../io.ts';
import type { SocketsFlags } from './command.ts';

/** What the command needs of the world around it; the size of a terminal is read for each table. */
export type SocketsIo = Pick<
  Io,
  'out' | 'isTTY' | 'color' | 'columns' | 'lines' | 'signal' | 'env'
>;

/** A test may look into another folder than /proc. */
export type Wanted = SocketsFlags & Pick<ListOptions, 'proc'>;

/** The table as it was asked for; with what has changed, where there is a table before. */
export async function textOf(
  rows: readonly SocketRow[],
  port: number | undefined,
  { json, listening, proc }: Wanted,
  { isTTY, columns, color }: SocketsIo,
  previous?: readonly SocketRow[],
): Promise<string> {
  if (json) return `${safeJson(rows)}\n`;
  // Which end is the server may hang on a listening socket that has another port than the asked one.
  const known = rows.length === 0 || rows.some(isListening);
  const listeners = known ? rows : await listSockets({ listening: true, proc });
  const width = isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
  const table = socketTable(rows, { port, listeners, width, color, previous });
  const note = listening ? null : namespaceNote();
  return note && isPartial(rows) ? `${table}\n${wrapLines(note, width).join('\n')}\n` : table;
}

/** Would another table show more? Nothing was found, or a connection leads out of this one. */
const isPartial = (rows: readonly SocketRow[]): boolean =>
  rows.length === 0 ||
  connectionsIn(rows).some(
    ({ server, client }) => server.missing === 'elsewhere' || client.missing === 'elsewhere',
  );
