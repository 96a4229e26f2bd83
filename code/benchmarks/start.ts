import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { race } from './race.ts';
import { resultsTable } from './results-table.ts';
import type { BenchOptions } from './sockets.ts';

const door = fileURLToPath(new URL('../cli/still-answering.cjs', import.meta.url));

/** What is started, and the goal: its ratio to a Node that does nothing. */
const commands = [
  { name: 'node -e 0', args: ['-e', '0'], goal: undefined },
  { name: 'doctor --help', args: [door, 'doctor', '--help'], goal: 2 },
  { name: 'sockets 7888', args: [door, 'sockets', '7888'], goal: 2.3 },
  { name: 'lesson', args: [door, 'lesson'], goal: 4 },
] as const;

/**
 * `npm run bench start`: how long a command takes from its start to its first line, as a ratio to Node
 * itself. All in one run, in turn; a first round, which fills the compile cache, does not count.
 * @param rounds at most (default 41)
 * @returns 0: every goal is met; 1: some is not
 * @throws the signal's reason
 */
export async function benchStart(
  { out, signal }: Pick<BenchOptions, 'out' | 'signal'>,
  rounds = 41,
): Promise<number> {
  const [cpu] = cpus();
  out(`Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpu?.model}\n`);
  for (const { args } of commands) await firstLine(args, signal);
  const contestants = commands.map(({ name, args }) => ({
    name,
    run: () => firstLine(args, signal),
  }));
  const results = await race(contestants, { rounds, budget: 30_000, signal });
  out(`\n${resultsTable('first line of', 'node -e 0', results)}`);

  const one = results[0]?.median ?? Number.NaN;
  const missed = commands.filter(
    ({ goal }, at) => goal && !((results[at]?.median ?? Number.NaN) / one <= goal),
  );
  const goals = commands.flatMap(({ name, goal }) => (goal ? [`${name} ${goal}`] : []));
  out(`\nGoals: ${goals.join(', ')}. `);
  out(missed.length ? `Missed: ${missed.map(({ name }) => name).join(', ')}.\n` : 'All met.\n');
  return missed.length ? 1 : 0;
}

/**
 * Milliseconds to the first byte on stdout, or to the end of a command that says nothing. Resolves
 * when it has ended, so that the next one runs alone.
 */
async function firstLine(args: readonly string[], signal: AbortSignal): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'], signal });
  let took: number | undefined;
  child.stdout.on('data', () => {
    took ??= performance.now() - began;
  });
  await once(child, 'close', { signal });
  return took ?? performance.now() - began;
}
