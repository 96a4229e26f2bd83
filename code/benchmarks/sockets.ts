import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { listSockets } from '../sockets/list-sockets.ts';
import { hold } from './hold.ts';
import { type Contestant, race } from './race.ts';
import { resultsTable } from './results-table.ts';

export interface BenchOptions {
  out: (text: string) => void;
  signal: AbortSignal;
  /** Connections to hold, one table each (default: 10, 1,000 and 20,000). */
  sizes?: readonly number[] | undefined;
  /** Rounds of each heat at most (default: 21). */
  rounds?: number | undefined;
}

/**
 * `npm run bench sockets`: how long our table takes beside the programs that print it. Ours is
 * measured twice: as a call in a program that runs already, which is how the course uses it, and as
 * a command, with the start of Node. The others are always commands. All in one run, in turn.
 *
 * @returns 0; it judges nothing.
 * @throws the signal's reason.
 */
export async function benchSockets(options: BenchOptions): Promise<number> {
  const { out, signal, sizes = [10, 1000, 20_000], rounds = 21 } = options;
  const [cpu] = cpus();
  out(`Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpu?.model}\n`);
  for (const size of sizes) {
    await using _held = await hold(size, signal);
    const rows = await listSockets();
    out(`\n${size} connections held, ${rows.length} rows in the table\n`);
    for (const { title, base, contestants } of heats) {
      const entered = await ableToPrint(contestants, size, signal);
      const results = await race(entered, { rounds, budget: 15_000, signal });
      out(`\n${resultsTable(title, base, results)}`);
    }
  }
  return 0;
}

const ourCommand = fileURLToPath(new URL('../cli/still-answering.cjs', import.meta.url));

interface Heat {
  title: string;
  /** The contestant that is 1.0. */
  base: string;
  contestants: readonly Entrant[];
}

type Entrant = { name: string; call: () => Promise<unknown> } | { name: string; command: string[] };

const heats: readonly Heat[] = [
  {
    title: 'without owners',
    base: 'ss -tan',
    contestants: [
      { name: 'listSockets()', call: () => listSockets() },
      { name: 'still-answering sockets', command: [process.execPath, ourCommand, 'sockets'] },
      { name: 'ss -tan', command: ['ss', '-tan'] },
      { name: 'netstat -tan', command: ['netstat', '-tan'] },
    ],
  },
  {
    title: 'with owners',
    base: 'ss -tanp',
    contestants: [
      { name: 'listSockets({ owners: true })', call: () => listSockets({ owners: true }) },
      {
        name: 'still-answering sockets --owners',
        command: [process.execPath, ourCommand, 'sockets', '--owners'],
      },
      { name: 'ss -tanp', command: ['ss', '-tanp'] },
      { name: 'netstat -tanp', command: ['netstat', '-tanp'] },
      { name: 'lsof -nP -iTCP', command: ['lsof', '-nP', '-iTCP'] },
    ],
  },
];

/** A first run of each, which must print every connection: one that fails fast has won nothing. */
async function ableToPrint(
  entrants: readonly Entrant[],
  connections: number,
  signal: AbortSignal,
): Promise<Contestant[]> {
  const able: Contestant[] = [];
  for (const entrant of entrants) {
    if ('call' in entrant) {
      await entrant.call();
      able.push({ name: entrant.name, run: entrant.call });
      continue;
    }
    const lines = await linesPrinted(entrant.command, signal);
    if (lines >= connections)
      able.push({ name: entrant.name, run: () => runToEnd(entrant.command, 'ignore', signal) });
  }
  return able;
}

async function linesPrinted(command: readonly string[], signal: AbortSignal): Promise<number> {
  let lines = 0;
  await runToEnd(command, 'pipe', signal, (chunk) => {
    for (const byte of chunk) if (byte === 0x0a) lines++;
  }).catch(() => {
    signal.throwIfAborted();
    lines = 0;
  });
  return lines;
}

function runToEnd(
  [program = '', ...args]: readonly string[],
  output: 'ignore' | 'pipe',
  signal: AbortSignal,
  onData: (chunk: Buffer) => void = () => {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', output, 'ignore'], signal });
    child.stdout?.on('data', onData);
    child.once('error', reject).once('close', () => resolve());
  });
}
