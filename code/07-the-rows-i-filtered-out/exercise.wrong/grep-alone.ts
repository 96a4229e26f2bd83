// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it
// Wrong: grep 7888 alone: it finds 17888, pids and inodes.

export function rowsOf(port: number, table: string): string[] {
  return table.split('\n').filter((row) => row.includes(String(port)));
}
