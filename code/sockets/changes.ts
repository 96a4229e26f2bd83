import {
  type Connection,
  connectionsIn,
  type End,
  isListening,
  type PairingOptions,
} from './connections.ts';
import type { Endpoint, SocketRow } from './socket-row.ts';

/** A line of the table: a listening socket or a connection, and what has become of it. */
export type Item = { mark: Mark } & (
  | { kind: 'listening'; row: SocketRow }
  | { kind: 'connection'; connection: Connection }
);

/** `+` new, `~` changed, `-` gone since the table before; a space: as it was. */
export type Mark = ' ' | '+' | '~' | '-';

/** The lines of a table, listening sockets first. */
export function itemsIn(rows: readonly SocketRow[], options: PairingOptions): Item[] {
  const mark = ' ';
  return [
    ...rows.filter(isListening).map((row): Item => ({ kind: 'listening', row, mark })),
    ...connectionsIn(rows, options).map(
      (connection): Item => ({ kind: 'connection', connection, mark }),
    ),
  ];
}

/** The lines of `now`, marked by what they were before; the lines that are gone come last. */
export function markChanges(before: readonly Item[], now: readonly Item[]): Item[] {
  const old = new Map(before.map((item) => [identityOf(item), item]));
  const marked = now.map((item): Item => {
    const then = old.get(identityOf(item));
    old.delete(identityOf(item));
    const mark = !then ? '+' : faceOf(then) === faceOf(item) ? ' ' : '~';
    return { ...item, mark };
  });
  return [...marked, ...[...old.values()].map((item): Item => ({ ...item, mark: '-' }))];
}

/** Everything of a table that is worth a new look; a timer runs down without being news. */
export const facesOf = (rows: readonly SocketRow[]): string => rows.map(faceOfRow).join('\n');

/** The same before and after, whichever end is taken for the server. */
const identityOf = (item: Item): string =>
  item.kind === 'listening'
    ? `${nameOf(item.row.local)} ${item.row.inode}`
    : endsOf(item, ({ endpoint }) => nameOf(endpoint));

const faceOf = (item: Item): string =>
  item.kind === 'listening'
    ? faceOfRow(item.row)
    : endsOf(item, ({ row, missing }) => (row ? faceOfRow(row) : `${missing}`));

const endsOf = (item: Extract<Item, { kind: 'connection' }>, told: (end: End) => string): string =>
  [told(item.connection.server), told(item.connection.client)].sort().join();

const faceOfRow = (row: SocketRow): string =>
  `${nameOf(row.local)} ${nameOf(row.remote)} ${row.state} ${row.recvQueue} ${row.sendQueue} ${row.timer?.kind} ${row.inode} ${row.owner?.pid}`;

const nameOf = ({ address, port }: Endpoint): string => `${address} ${port}`;
