import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rooms } from './rooms.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const scores = join(here, 'scores.json');

/** Of one room, on one day. `missed`: no test fails when the code is changed so. */
interface Score {
  date: string;
  mutants: number;
  missed: number;
  percent: number;
}

/**
 * Changes the code of a room in every small way that Stryker knows, and counts which of the changes
 * no test notices. The score is printed, and kept in scores.json unless files were named.
 * @param args a room, and within it the files, as in `sockets readers/*.ts`
 * @returns the exit code: 0 measured, 2 not, 130 interrupted
 */
export async function proveMutants([room = '', files = '']: readonly string[]): Promise<number> {
  const known = Object.keys(rooms).filter((name) => existsSync(join(root, 'code', name)));
  if (!known.includes(room)) {
    console.error(
      `no room “${room}” for mutants; there are: ${known.join(', ')}. Run: npm run prove mutants sockets`,
    );
    return 2;
  }
  // Apart from the course's own programs: 170 packages that no reader needs, and not for Node 20.
  if (!existsSync(join(here, 'node_modules')) && !install()) return 2;

  const folder = mkdtempSync(join(tmpdir(), 'still-answering-mutants-'));
  try {
    const stryker = join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js');
    const env = {
      ...process.env,
      MUTANTS_ROOM: room,
      MUTANTS_FILES: files,
      MUTANTS_FOLDER: folder,
    };
    const args = [stryker, 'run', join(here, 'stryker.config.mjs')];
    if (await isInterrupted(spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })))
      return 130;
    const report = join(folder, 'report.json');
    if (!existsSync(report)) {
      console.error('Stryker made no report; what it said above tells why.');
      return 2;
    }
    const score = count(readFileSync(report, 'utf8'));
    console.log(
      `code/${room} ${files}: ${score.percent} % of ${score.mutants} mutants killed, ${score.missed} missed`,
    );
    if (files === '') keep(room, score);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Waits for a child that has the signals of this process too, so that what it made can be removed. */
async function isInterrupted(child: ChildProcess): Promise<boolean> {
  let interrupted = false;
  const pass = (signal: NodeJS.Signals) => {
    interrupted = true;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  try {
    await once(child, 'close');
    return interrupted;
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}

function install(): boolean {
  console.log('Installing Stryker in test/prove/mutants, once.');
  const npm = process.env.npm_execpath;
  const [command = '', ...args] = npm ? [process.execPath, npm] : ['npm'];
  const { status } = spawnSync(command, [...args, 'ci'], { cwd: here, stdio: 'inherit' });
  if (status !== 0) console.error(`Stryker is not installed: run npm ci in ${here}.`);
  return status === 0;
}

/** Counts a report; what did not compile, or was switched off, is no mutant. */
function count(report: string): Score {
  const { files } = JSON.parse(report) as { files: Record<string, { mutants: Mutant[] }> };
  const all = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const killed = all.filter((status) => status === 'Killed' || status === 'Timeout').length;
  const missed = all.filter((status) => status === 'Survived' || status === 'NoCoverage').length;
  const mutants = killed + missed;
  const percent = Math.round((1000 * killed) / mutants) / 10;
  return { date: new Date().toISOString().slice(0, 10), mutants, missed, percent };
}

interface Mutant {
  status: string;
}

function keep(room: string, score: Score): void {
  const kept = existsSync(scores) ? (JSON.parse(readFileSync(scores, 'utf8')) as object) : {};
  const sorted = Object.entries({ ...kept, [room]: score }).sort(([a], [b]) => a.localeCompare(b));
  writeFileSync(scores, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}
