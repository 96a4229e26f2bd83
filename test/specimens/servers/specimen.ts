import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';
import { courseRoutes, type ExamineOptions, type Paths } from '../../../code/doctor/options.ts';
import { freePort } from '../../../code/doctor/target/listeners.ts';
import { needs, type Program } from '../../helpers/needs.ts';

/** A server that the doctor is tried on. */
export interface Specimen {
  /** Its name in the matrix, which stays the same from one to the next. */
  id: string;
  /** The programs that it is made of, with the versions that they give themselves; without one it is not here. */
  versions(): Readonly<Record<string, string | undefined>>;
  /** How it is told to stop, in the words of its settings: `close()`, `SIGQUIT`. */
  stop: string;
  /** The program that has to be installed, or the command that brings it; undefined: `npm ci` has brought it. */
  needs?: Program | `npm run ${string}`;
  /** Routes that it does not have. */
  lacks?: readonly (keyof Paths)[];
  /** It passes requests on to an application behind it. */
  proxy?: true;
  signal?: NodeJS.Signals;
  /** The command that runs it; may write files into the folder. */
  command(place: Place): readonly string[] | Promise<readonly string[]>;
}

/** What a server of files lacks. */
export const filesAlone: readonly (keyof Paths)[] = [
  'slow',
  'stream',
  'upload',
  'sse',
  'ws',
  'count',
];

/** Where a specimen runs. */
export interface Place {
  port: number;
  /** For its files; gone afterwards. */
  folder: string;
  /** The port of the application behind it; 0 for a specimen that is no proxy. */
  backend: number;
}

export interface Staged extends AsyncDisposable {
  options: ExamineOptions;
}

export function isInstalled(specimen: Specimen): boolean {
  return Object.values(specimen.versions()).every(Boolean);
}

/** Skips a test by name when the specimen is not here; CI has to have all but those that are brought on request. */
export function needsSpecimen(ctx: TestContext, specimen: Specimen): void {
  if (!specimen.needs || isInstalled(specimen)) return;
  if (isProgram(specimen.needs)) needs(ctx, specimen.needs, false);
  else ctx.skip(true, `${specimen.id} is not here: ${specimen.needs}`);
}

const isProgram = (needed: string): needed is Program => !needed.startsWith('npm run ');

/** Makes a specimen ready to be examined: a folder, a free port, an application behind a proxy. */
export async function stage(specimen: Specimen): Promise<Staged> {
  const folder = await mkdtemp(join(tmpdir(), 'still-answering-'));
  // Programs that start as root give their workers another user.
  await chmod(folder, 0o755);
  const env = { COUNT: join(folder, 'count') };
  await writeFile(env.COUNT, '');
  const backend = specimen.proxy ? await startBackend(env) : undefined;
  const dispose = async () => {
    if (backend) await end(backend.child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await freePort('127.0.0.1'); // files of settings must know it before the server starts
    const command = await specimen.command({ port, folder, backend: backend?.port ?? 0 });
    const paths: Partial<Paths> = { ...courseRoutes };
    for (const route of specimen.lacks ?? []) delete paths[route];
    // A virtual machine starts late on a busy one.
    const readyMs = 60_000;
    const options = { command, port, env, cwd: folder, paths, signal: specimen.signal, readyMs };
    return { options, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function startBackend(env: Record<string, string>) {
  const file = fileURLToPath(new URL('node/backend.mjs', import.meta.url));
  const child = fork(file, { env: { ...process.env, ...env } });
  const [port] = await once(child, 'message');
  return { child, port: Number(port) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
