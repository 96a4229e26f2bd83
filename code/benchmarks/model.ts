import { cpus } from 'node:os';
import { type Action, actions } from '../model/actions.ts';
import { initial } from '../model/replay.ts';
import type { State } from '../model/state.ts';
import { step } from '../model/step.ts';
import { race } from './race.ts';
import { resultsTable } from './results-table.ts';
import type { BenchOptions } from './sockets.ts';

const runLength = 20;
const goal = { perSecond: 1_000_000, ratio: 1.25 };

/**
 * `npm run bench model`: how many actions a second, with a table of so many connections from the
 * start. Each round plays the same random runs of twenty actions, all of them with every letter.
 * @param sizes connections (default 10, 1,000 and 10,000)
 * @param perRound actions of a round (default 100,000, a tenth of a second at a million a second)
 * @returns 0: a million a second, and the largest table as fast as the smallest; 1: it is not so
 * @throws the signal's reason
 */
export async function benchModel({
  out,
  signal,
  sizes = [10, 1000, 10_000],
  rounds = 21,
  perRound = 100_000,
}: BenchOptions & { perRound?: number }): Promise<number> {
  const [cpu] = cpus();
  out(`Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpu?.model}\n`);
  const runs = randomRuns(perRound / runLength);
  const contestants = sizes.map((size) => {
    const full = filled(size);
    return { name: `${size} connections`, run: async () => playAll(runs, full) };
  });
  for (const { run } of contestants) await run(); // compiled, before it counts
  const results = await race(contestants, { rounds, budget: 30_000, signal });
  const [smallest, largest] = [results.at(0), results.at(-1)];
  if (!smallest || !largest) return 1;
  out(`\n${resultsTable(`${perRound} actions`, smallest.name, results)}`);
  // Whatever else the machine does can only make a round longer.
  const perSecond = Math.round(perRound / (largest.fastest / 1000));
  const ratio = largest.fastest / smallest.fastest;
  out(`\nThe fastest round: ${perSecond} actions a second with ${largest.name}. `);
  const met = perSecond >= goal.perSecond && ratio <= goal.ratio;
  out(met ? 'Goals met.\n' : `Goals: ${goal.perSecond}, and a ratio of ${goal.ratio} at most.\n`);
  return met ? 0 : 1;
}

/** Each curl leaves a row. */
function filled(size: number): State {
  let state = initial();
  for (let number = 0; number < size; number++) state = step(state, 'c');
  return state;
}

function playAll(runs: readonly (readonly Action[])[], from: State): void {
  for (const run of runs) {
    let state = from;
    for (const action of run) state = step(state, action);
  }
}

/** The same in each round and on each machine: a linear congruential generator, Numerical Recipes 7.1. */
function randomRuns(length: number): Action[][] {
  const letters = Object.keys(actions) as Action[];
  let seed = 1;
  const next = () => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return letters[Math.floor((seed / 2 ** 32) * letters.length)] as Action;
  };
  return Array.from({ length }, () => Array.from({ length: runLength }, next));
}
