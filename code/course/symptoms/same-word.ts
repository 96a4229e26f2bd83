/** How alike two words are: 1, somewhat less for a slip of the fingers, 0. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const slips = allowed(Math.min(one.length, other.length));
  if (Math.abs(one.length - other.length) > slips || one.startsWith('#')) return 0;
  return slips > 0 && distance(one, other, slips) <= slips ? 0.8 : 0;
}

/** A short word with a wrong letter is another word. */
const allowed = (length: number): number => (length < 6 ? 0 : length < 9 ? 1 : 2);

/** Letters to change, add, drop or swap with a neighbour (optimal string alignment); more than `limit` is `limit + 1`. */
function distance(one: string, other: string, limit: number): number {
  let above: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      const best = Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      next.push(swapped ? Math.min(best, at(above, j - 2) + 1) : best);
    }
    if (Math.min(...next) > limit) return limit + 1;
    [above, row] = [row, next];
  }
  return at(row, other.length);
}

const at = (row: readonly number[], index: number): number =>
  row[index] ?? Number.POSITIVE_INFINITY;
