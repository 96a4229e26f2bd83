/**
 * A tool's rows with two blanks between their columns, so that they can be as large as other text: what
 * is left out is blank in every row. A line without a gap of two, as a title, stays and counts for none.
 */
export function closeUp(lines: readonly string[]): string[] {
  const isRow = (line: string) => /\S {2,}\S/.test(line);
  const rows = lines.filter(isRow);
  const width = Math.max(0, ...rows.map((row) => row.length));
  const kept: number[] = [];
  let blanks = 0;
  for (let at = 0; at < width; at++) {
    blanks = rows.every((row) => (row[at] ?? ' ') === ' ') ? blanks + 1 : 0;
    if (blanks <= 2 || kept.length === 0) kept.push(at);
  }
  return lines.map((line) =>
    isRow(line)
      ? kept
          .map((at) => line[at] ?? ' ')
          .join('')
          .trimEnd()
      : line,
  );
}
