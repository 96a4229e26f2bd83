import { paint, type Style } from './styles.ts';

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

/** Breaks a text between words; a word that is too long stays whole. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length && columnsOf(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Shortens a text to so many columns, with an ellipsis in the place of what is missing. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (columnsOf(kept + character) >= columns) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Columns a text takes; letters of East Asia and emoji, from U+1100 on, are counted as two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += isWide(character) ? 2 : 1;
  return columns;
}

/** U+2000 to U+2E7F are signs and frames, of one column each. */
function isWide(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x1100 && (code < 0x2000 || code > 0x2e7f);
}
