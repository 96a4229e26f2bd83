import type { Endpoint } from '../socket-row.ts';
import { isNumeric } from './ends.ts';
import type { Format, PastedRow } from './format.ts';
import type { PastedTable } from './read-table.ts';

/** What a text does not say about its sockets. */
export type Lack =
  | 'states'
  | 'some states'
  | 'owners'
  | 'some owners'
  | 'queues'
  | 'timers'
  | 'whole addresses'
  | 'numbers';

export function lacksOf(rows: readonly PastedRow[], format: Format): Lack[] {
  const lacks: Lack[] = [];
  const unsaid = rows.filter(({ guessed, word }) => guessed && word === undefined).length;
  if (unsaid > 0) lacks.push(unsaid === rows.length ? 'states' : 'some states');
  const unknown = rows.filter(
    ({ owner, state, inode }) => !owner && state !== 'TIME_WAIT' && inode !== 0,
  );
  if (!rows.some(({ owner }) => owner !== undefined)) lacks.push('owners');
  else if (unknown.length > 0) lacks.push('some owners');
  if (rows.every(({ recvQueue }) => recvQueue === null)) lacks.push('queues');
  if (!format.tells.timers || rows.every(({ timer }) => timer === null)) lacks.push('timers');
  if (ends(rows).some(({ cut }) => cut)) lacks.push('whole addresses');
  if (ends(rows).some(({ address, service }) => service || !isNumeric(address)))
    lacks.push('numbers');
  return lacks;
}

const ends = (rows: readonly PastedRow[]): Endpoint[] =>
  rows.flatMap(({ local, remote }) => [local, remote]);

/** An end as a key. */
export const samePlace = ({ address, port, service }: Endpoint): string =>
  `${address} ${service ?? port}`;

/** Rows with the port at either end; all, without one. */
export const rowsOf = ({ rows }: PastedTable, port: number | undefined): PastedRow[] =>
  port === undefined
    ? rows
    : rows.filter(({ local, remote }) => [local.port, remote.port].includes(port));
