import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempDisposableSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listProcesses, processOf } from '../../code/base/processes.ts';
import { until } from '../../code/base/until.ts';
import { findProgram } from '../../code/lab/find-program.ts';
import { needs } from '../helpers/needs.ts';

const at = (file: string) => fileURLToPath(new URL(`../../code/base/${file}`, import.meta.url));

let temporary: ReturnType<typeof mkdtempDisposableSync>;
/** Pids of sleepers: what a test leaves alive is ended by it. */
let sleepers: number[];
beforeEach(() => {
  temporary = mkdtempDisposableSync(join(tmpdir(), 'sa-'));
  sleepers = [];
});
afterEach(() => {
  for (const pid of sleepers) if (isOurs(pid)) process.kill(pid, 'SIGKILL');
  temporary.remove();
});

/** A program that stands on the guard; it prints pids, and lives until it is told. */
const prelude = `
  import { spawn } from 'node:child_process';
  import { mkdirSync } from 'node:fs';
  import { guard } from '${at('guard.ts')}';
  const sleeper = (options) => spawn('sleep', ['600'], { stdio: 'ignore', ...options });
  const say = (...pids) => console.log(JSON.stringify(pids));
`;

function run(code: string): ChildProcess & { said: Promise<number[]> } {
  const args = ['--input-type=module', '-e', `${prelude}${code}`];
  const env = { ...process.env, TMPDIR: temporary.path };
  const child = spawn(process.execPath, args, {
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said = once(createInterface({ input: child.stdout }), 'line').then(([line]) => {
    const pids = JSON.parse(line) as number[];
    sleepers.push(...pids);
    return pids;
  });
  return Object.assign(child, { said });
}

const isOurs = (pid: number) => processOf(pid)?.line === 'sleep 600';
const isGone = (pids: readonly number[]) => () => !pids.some(isOurs) || undefined;
/** The pid of the guard that a program has started. */
function guardOf({ pid }: ChildProcess): number {
  const found = listProcesses().find(
    ({ parent, line }) => parent === pid && line.includes(at('guard.process.ts')),
  );
  expect(found).toBeDefined();
  return found?.pid ?? 0;
}

describe('when its process is killed, the guard ends', () => {
  test('a process, a process group and what is in it, and whoever bears a mark', async () => {
    const parent = run(`
      const lone = sleeper();
      const group = spawn('sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'], { detached: true });
      guard({ process: lone.pid });
      guard({ group: group.pid });
      guard({ marked: 'SOME_MARK=${temporary.path}' });
      const env = { ...process.env, SOME_MARK: '${temporary.path}' };
      const marked = sleeper({ env, detached: true });
      group.stdout.once('data', (pid) => say(lone.pid, group.pid, Number(pid), marked.pid));
      process.stdin.resume();
    `);
    const pids = await parent.said;
    await until('all to sleep', () => pids.every(isOurs) || undefined);
    process.kill(-(parent.pid ?? 0), 'SIGKILL'); // its whole group: the guard is in none of ours
    await until('all to be gone', isGone(pids));
  });

  test('whoever has left group, parents and environment behind, and bears the mark in a limit', async (ctx) => {
    needs(ctx, 'unshare', findProgram(['prlimit'], process.env));
    const parent = run(`
      const { spawnMarked } = await import('${at('marks.ts')}');
      guard({ marked: 'SOME_MARK=${temporary.path}' });
      const daemon = 'setsid env -i sleep 600 >/dev/null & echo $!';
      const child = spawnMarked('SOME_MARK=${temporary.path}', 'sh', ['-c', daemon], {});
      child.stdout.once('data', (pid) => say(Number(pid)));
      process.stdin.resume();
    `);
    const pids = await parent.said;
    await until('it to sleep', () => pids.every(isOurs) || undefined);
    parent.kill('SIGKILL');
    await until('it to be gone', isGone(pids));
  });

  test('a folder, after those who write in it', async () => {
    const folder = join(temporary.path, 'folder');
    const parent = run(`
      guard({ folder: '${folder}' });
      guard({ marked: 'SOME_MARK=${temporary.path}' });
      mkdirSync('${folder}');
      const env = { ...process.env, SOME_MARK: '${temporary.path}' };
      const line = 'while :; do mkdir -p ${folder}/in; echo > ${folder}/in/$$; done';
      const writer = spawn('sh', ['-c', line], { env, stdio: 'ignore', detached: true });
      say(writer.pid);
      process.stdin.resume();
    `);
    const [writer = 0] = await parent.said;
    await until(
      'the writer to write',
      () => existsSync(join(folder, 'in', `${writer}`)) || undefined,
    );
    parent.kill('SIGKILL');
    await until('the folder to be gone', () => !existsSync(folder) || undefined);
    expect(processOf(writer)).toBeUndefined();
  });

  test('what was begun in its last moment', async () => {
    const parent = run(`
      guard({ marked: 'SOME_MARK=${temporary.path}' });
      const { pid } = sleeper({ env: { ...process.env, SOME_MARK: '${temporary.path}' } });
      (await import('node:fs')).writeSync(1, JSON.stringify([pid]) + '\\n');
      process.kill(process.pid, 'SIGKILL');
    `);
    await until('it to be gone', isGone(await parent.said));
  });

  test('all of it, though somebody sent it every signal of a closed terminal', async () => {
    const parent = run(`
      const { pid } = sleeper();
      guard({ process: pid });
      say(pid);
      process.stdin.resume();
    `);
    const pids = await parent.said;
    const watchman = guardOf(parent);
    await until('the guard to be deaf', () => handlesSignals(watchman) || undefined);
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.kill(watchman, signal);
    parent.kill('SIGKILL');
    await until('it to be gone', isGone(pids));
    await until('the guard to be gone', () => !processOf(watchman) || undefined);
  });
});

describe('the guard leaves alone', () => {
  test('what was released; with the last of it the guard ends, before its process does', async () => {
    const parent = run(`
      const child = sleeper({ detached: true });
      child.unref();
      const held = guard({ process: child.pid });
      say(child.pid);
      process.stdin.once('data', () => {
        held[Symbol.dispose]();
        process.stdin.destroy();
      }).resume();
    `);
    const [pid = 0] = await parent.said;
    const watchman = guardOf(parent);
    parent.stdin?.write('\n');
    const [status] = await once(parent, 'exit');
    expect(status).toBe(0);
    expect(processOf(watchman)).toBeUndefined();
    expect(isOurs(pid)).toBe(true);
  });

  test.for(['process', 'group'])('another %s that has got the number', async (kind) => {
    const stranger = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
    const pid = stranger.pid ?? 0;
    sleepers.push(pid);
    const started = processOf(pid)?.started;
    for (const [start, ended] of [
      [`${started}0`, false],
      [started, true],
    ] as const) {
      const guard = spawn(process.execPath, [at('guard.process.ts')], { stdio: ['pipe', 1, 2] });
      guard.stdin?.end(`${JSON.stringify({ id: 1, kept: { kind, pid, started: start } })}\n`);
      expect(await once(guard, 'exit')).toEqual([0, null]);
      expect([start, !isOurs(pid)]).toEqual([start, ended]);
    }
  });
});

describe('a temporary home', () => {
  const opening = `
    import { temporaryHome } from '${at('temporary-home.ts')}';
    const home = await temporaryHome();
    const child = sleeper({ env: { ...process.env, ...home.env }, detached: true });
    say(child.pid);
    process.stdin.once('data', () => home[Symbol.asyncDispose]().then(() => process.exit())).resume();
  `;
  const homes = () => readdirSync(temporary.path).filter((name) => /^still-/.test(name));

  test('goes with whoever lives there, when it is given up and when its process is killed', async () => {
    for (const end of [
      (parent: ChildProcess) => parent.stdin?.write('\n'),
      (parent: ChildProcess) => parent.kill('SIGKILL'),
    ]) {
      const parent = run(opening);
      const pids = await parent.said;
      expect(homes()).toHaveLength(1);
      end(parent);
      await until('both to be gone', () => (homes().length === 0 && isGone(pids)()) || undefined);
    }
  });

  test('of a run whose guard was killed, too, is swept by the next; that of a living run is not', async () => {
    const dead = run(opening);
    const living = run(opening);
    const [pids, pidsOfLiving] = await Promise.all([dead.said, living.said]);
    process.kill(guardOf(dead), 'SIGKILL');
    dead.kill('SIGKILL');
    await once(dead, 'exit');
    const [ofDead, ofLiving] = homes().sort((one) => (one.includes(`-${dead.pid}-`) ? -1 : 1));
    // Of another PID namespace: nobody here knows whether its owner lives.
    const elsewhere = `${ofDead}`.replace(/^still-answering-\w+/, 'still-answering-000000');
    mkdirSync(join(temporary.path, elsewhere));
    expect(pids.every(isOurs)).toBe(true);

    const next = run(opening);
    await next.said;
    expect(isGone(pids)()).toBe(true);
    expect(homes()).toHaveLength(3);
    expect(homes()).not.toContain(ofDead);
    expect(homes()).toEqual(expect.arrayContaining([ofLiving, elsewhere]));
    expect(pidsOfLiving.every(isOurs)).toBe(true);
    for (const run of [living, next]) run.kill('SIGKILL');
    await until('theirs to be gone', () => homes().length === 1 || undefined);
  });
});

/** Is there a handler for SIGHUP, SIGINT and SIGTERM? (proc_pid_status(5), SigCgt) */
function handlesSignals(pid: number): boolean {
  const [, caught = '0'] =
    /^SigCgt:\s*(\w+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  const mask = BigInt(`0x${caught}`);
  return [1n, 2n, 15n].every((signal) => (mask >> (signal - 1n)) & 1n);
}
