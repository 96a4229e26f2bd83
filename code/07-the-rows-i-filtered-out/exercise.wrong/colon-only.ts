// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it
// Wrong: macOS writes a dot before the port.

export function rowsOf(port: number, table: string): string[] {
  return table.split('\n').filter((row) => new RegExp(`:${port}\\s`).test(row));
}
