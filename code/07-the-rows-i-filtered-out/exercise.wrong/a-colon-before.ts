// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it
// Wrong: the port has a beginning, and no end.

export function rowsOf(port: number, table: string): string[] {
  return table.split('\n').filter((row) => new RegExp(`[:.]${port}`).test(row));
}
