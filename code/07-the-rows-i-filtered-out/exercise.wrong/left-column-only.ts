// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it
// Wrong: it looks at the local address alone.

export function rowsOf(port: number, table: string): string[] {
  return table.split('\n').filter((row) => row.trim().split(/\s+/)[3]?.endsWith(`:${port}`));
}
