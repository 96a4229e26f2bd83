// Passes every test of the course: `npm test`. Each part also runs alone, by the script that it names.
// A part counts as one test, vitest adds its own; a failed part does not hold up the later ones.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Counts, lastLine } from './helpers/last-line.ts';

interface Part {
  name: string;
  script: string;
  /** A part that is vitest counts its own tests. */
  vitest?: true;
}

/** Two lanes: most of the second one's tests wait for servers to end, so it works on three files at once. */
const lanes: readonly Part[][] = [
  [
    { name: 'lint and format', script: 'check:style' },
    { name: 'site build', script: 'build' },
    { name: 'built pages', script: 'test:site', vitest: true },
    { name: 'types of the pages', script: 'check:astro' },
    // After the other, which writes down the types of the content.
    { name: 'types', script: 'check:ts' },
  ],
  [{ name: 'code', script: 'test:code', vitest: true }],
];

const folder = await mkdtemp(join(tmpdir(), 'still-answering-tests-'));
const sum: Counts = { passed: 0, failed: 0, skipped: 0, why: [] };
try {
  await Promise.all(
    lanes.map(async (lane) => {
      for (const part of lane) await pass(part);
    }),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`\n${lastLine(sum)}`);
process.exitCode = sum.failed === 0 ? 0 : 1;

/** Runs a part, and prints what it said in one piece when it is over. */
async function pass({ name, script, vitest }: Part): Promise<void> {
  const began = performance.now();
  const file = join(folder, `${name}.json`);
  // npm's own command line, so that Windows needs no shell to find npm.cmd.
  const npm = process.env.npm_execpath;
  const [command = '', ...args] = npm ? [process.execPath, npm] : ['npm'];
  const child = spawn(command, [...args, 'run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      COUNTS_FILE: file,
      // Hundreds of processes load the same modules: stripped of their types once.
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes) => {
      said += bytes;
    });
  }
  const [status] = await once(child, 'close');
  const counted = vitest ? await countsIn(file) : undefined;
  const counts = counted && (status === 0 || counted.failed > 0) ? counted : one(status === 0);

  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const verdict = counts.failed === 0 ? 'passed' : `FAILED (alone: npm run ${script})`;
  console.log(`\n— ${name}: ${verdict}, ${seconds} s\n${said.trim()}`);
  add(counts);
}

function one(passed: boolean): Counts {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, why: [] };
}

/** undefined when vitest ended before it could count. */
async function countsIn(file: string): Promise<Counts | undefined> {
  return await readFile(file, 'utf8').then(JSON.parse, () => undefined);
}

function add({ passed, failed, skipped, why }: Counts): void {
  sum.passed += passed;
  sum.failed += failed;
  sum.skipped += skipped;
  sum.why.push(...why);
}
