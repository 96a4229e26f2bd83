import { paint, type Style } from './paint.ts';
import { columnsOf } from './text/width.ts';

export interface Cell {
  text: string;
  style?: Style | undefined;
}

/**
 * Aligns rows of cells under a header, two spaces between. A column in which every cell is empty is
 * left out.
 */
export function grid(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  color: boolean,
): { width: number; lines: string[] } {
  const used = header.map((_, at) => rows.some((row) => row[at]?.text));
  const table = [header.map((text): Cell => ({ text, style: 'dim' })), ...rows].map((row) =>
    row.filter((_, at) => used[at]),
  );
  const widths = (table[0] ?? []).map((_, at) =>
    table.reduce((most, row) => Math.max(most, columnsOf(row[at]?.text ?? '')), 0),
  );
  const padded = ({ text, style }: Cell, at: number) =>
    paint(text, style, color) + ' '.repeat((widths[at] ?? 0) - columnsOf(text));
  return {
    width: widths.reduce((sum, width) => sum + width + 2, -2),
    lines: table.map((row) => row.map(padded).join('  ').trimEnd()),
  };
}
