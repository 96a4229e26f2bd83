import { UsageError } from '../../base/errors.ts';
import { createRepaint } from '../../base/repaint.ts';
import { safeJson } from '../../base/text/safe.ts';
import { wrapLines } from '../../base/text/wrap.ts';
import { connectionsIn, isListening } from '../../sockets/connections.ts';
import { type ListOptions, listSockets, type SocketRow } from '../../sockets/list-sockets.ts';
import { namespaceNote } from '../../sockets/namespace.ts';
import { steadySockets } from '../../sockets/steady-sockets.ts';
import { socketTable } from '../../sockets/table.ts';
import { watchSockets } from '../../sockets/watch-sockets.ts';

export interface SocketsOptions extends Pick<ListOptions, 'listening' | 'owners' | 'proc'> {
  /** Show the table anew each time it changes, until the signal ends it. */
  watch?: boolean | undefined;
  /** The rows as `listSockets` gives them: one table, one line. */
  json?: boolean | undefined;
  out: (text: string) => void;
  /** Is `out` a terminal, which can be painted over? Else, and with TERM=dumb, a table is a new block. */
  isTTY: boolean;
  color: boolean;
  /** Size of the terminal, read anew for each table; a pipe has no width. */
  columns: number;
  lines?: number | undefined;
  signal: AbortSignal;
  env?: NodeJS.ProcessEnv | undefined;
}

/**
 * `npm run sockets 7888`: the socket table of a port, or of the machine.
 *
 * @returns 0 when the table has a row, 1 when nothing is there.
 * @throws UsageError for what is no port; NoSocketTable where there is no table (both exit 2).
 * @throws the signal's reason, when it ends a watch.
 */
export async function sockets(port: number | undefined, options: SocketsOptions): Promise<number> {
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535))
    throw new UsageError(`${port} is no port`, 'a port is a whole number from 1 to 65535');
  const { out, watch, listening, owners, proc, signal } = options;
  const wanted = { port, listening, owners, proc };
  if (!watch) {
    const rows = await steadySockets(wanted);
    out(await textOf(rows, port, options));
    return rows.length > 0 ? 0 : 1;
  }
  const show = watchView(options);
  let previous: SocketRow[] | undefined;
  for await (const rows of watchSockets({ ...wanted, signal })) {
    show(await textOf(rows, port, options, previous));
    previous = rows;
  }
  return 0;
}

async function textOf(
  rows: readonly SocketRow[],
  port: number | undefined,
  { json, listening, proc, isTTY, columns, color }: SocketsOptions,
  previous?: readonly SocketRow[],
): Promise<string> {
  if (json) return `${safeJson(rows)}\n`;
  // Which end is the server may hang on a listening socket that has another port than the asked one.
  const listeners = rows.some(isListening) ? rows : await listSockets({ listening: true, proc });
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

function watchView(options: SocketsOptions): (text: string) => void {
  const { out, isTTY, json, env } = options;
  if (json) return out;
  if (isTTY && env?.TERM !== 'dumb') return createRepaint(options);
  return (text) => out(`${new Date().toISOString()}\n${text}\n`);
}
