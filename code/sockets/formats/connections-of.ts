import { type Connection, connectionsIn } from '../connections.ts';
import type { PastedTable } from './read-table.ts';
import { rowsOf } from './table-parts.ts';

const last = new WeakMap<PastedTable, { port: number | undefined; connections: Connection[] }>();

/**
 * The connections of a pasted table; with a port, those of the port. Words and drawing ask for the same
 * ones, and joining the 140,000 rows of 10 MB takes as long as reading them: so the last are kept.
 */
export function connectionsOf(table: PastedTable, port: number | undefined): readonly Connection[] {
  const known = last.get(table);
  if (known && known.port === port) return known.connections;
  const connections = connectionsIn(rowsOf(table, port), {
    port,
    listeners: table.rows,
    isPart: true,
  });
  last.set(table, { port, connections });
  return connections;
}
