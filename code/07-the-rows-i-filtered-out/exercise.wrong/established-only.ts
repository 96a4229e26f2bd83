// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it
// Wrong: it looks for connections, and forgets who listens.

export function rowsOf(port: number, table: string): string[] {
  return table
    .split('\n')
    .filter((row) => new RegExp(`[:.]${port}\\s`).test(row))
    .filter((row) => row.includes('ESTABLISHED'));
}
