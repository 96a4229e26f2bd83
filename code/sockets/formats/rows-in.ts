import type { SocketRow } from '../socket-row.ts';
import type { Format } from './format.ts';

/** The rows of a text that is known to be of one format, as a program printed it to us. */
export function rowsIn(text: string, format: Format): SocketRow[] {
  const rows: SocketRow[] = [];
  const parser = format.parser({
    command: '',
    row: ({ lines: _, protocol: __, ...row }) => rows.push(row),
    leftOut: () => {},
    retract: () => {},
    notUnderstood: () => {},
    apart: () => {},
  });
  for (const [at, line] of text.split(/\r?\n/).entries())
    parser.take({ number: at + 1, text: line });
  parser.end?.();
  return rows;
}
