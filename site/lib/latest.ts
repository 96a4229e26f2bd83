/** The date of the newest of these measurements. */
export function latest(entries: readonly { date: string }[]): string | undefined {
  return entries
    .map(({ date }) => date)
    .toSorted()
    .at(-1);
}
