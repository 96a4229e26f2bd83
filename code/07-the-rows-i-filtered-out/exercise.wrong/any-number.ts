// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it
// Wrong: a whole number, anywhere in the row.

export function rowsOf(port: number, table: string): string[] {
  return table.split('\n').filter((row) => new RegExp(`\\b${port}\\b`).test(row));
}
