export interface Contestant {
  name: string;
  /** Runs it once, to its end; a number is the time that it has taken itself, in milliseconds. */
  run: () => Promise<unknown>;
}

export interface Result {
  name: string;
  /** Milliseconds. */
  median: number;
  fastest: number;
  slowest: number;
  runs: number;
}

/**
 * Runs everybody in turn, round after round, so that whatever else the machine does meets all alike.
 * At least three rounds; then until `rounds` or `budget` (milliseconds) is used up.
 */
export async function race(
  contestants: readonly Contestant[],
  { rounds, budget, signal }: { rounds: number; budget: number; signal: AbortSignal },
): Promise<Result[]> {
  const times = contestants.map((): number[] => []);
  const end = performance.now() + budget;
  for (let round = 0; round < rounds && (round < 3 || performance.now() < end); round++) {
    for (const [at, { run }] of contestants.entries()) {
      signal.throwIfAborted();
      const start = performance.now();
      const took = await run();
      times[at]?.push(typeof took === 'number' ? took : performance.now() - start);
    }
  }
  return contestants.map(({ name }, at) => resultOf(name, times[at] ?? []));
}

function resultOf(name: string, times: readonly number[]): Result {
  const sorted = times.toSorted((a, b) => a - b);
  const [fastest = Number.NaN, slowest = Number.NaN] = [sorted.at(0), sorted.at(-1)];
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return { name, median, fastest, slowest, runs: sorted.length };
}
