// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it
// Wrong: it knows two states.

export function rowsOf(port: number, table: string): string[] {
  return table
    .split('\n')
    .filter((row) => new RegExp(`[:.]${port}\\s`).test(row))
    .filter((row) => /LISTEN|ESTABLISHED/.test(row));
}
