// Lesson 7: lessons/07-the-rows-i-filtered-out.mdx#do-it
// The author's two filters, in TypeScript. Mend them: of a table as netstat prints it, keep every row
// of the port, both ends, in every state, on every system, and nothing of any other port.
// Check it: npm run exercise 7        A hint: npm run exercise 7 hint

/** The rows of `port` in a table as netstat prints it. */
export function rowsOf(port: number, table: string): string[] {
  return table
    .split('\n')
    .filter((row) => row.includes(String(port)))
    .filter((row) => /listen/i.test(row));
}
