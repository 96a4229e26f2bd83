// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it

/** The rows of `port` in a table as netstat prints it. */
export function rowsOf(port: number, table: string): string[] {
  // A port is the end of an address: after a colon, on macOS after a dot. A pid or an inode is not.
  const isAddress = (column: string) => column.endsWith(`:${port}`) || column.endsWith(`.${port}`);
  return table.split('\n').filter((row) => row.trim().split(/\s+/).some(isAddress));
}
