import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from '../../base/one-at-a-time.ts';
import { fingerprint } from '../../course/build/fingerprint.ts';
import { runAstro } from '../../course/build/run-astro.ts';
import type { Io } from '../io.ts';

export interface BuildOptions extends Pick<Io, 'out' | 'err' | 'signal'> {
  /** The project's folder (default: this one). */
  root?: string | undefined;
}

export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** All that the pages are made of. */
const inputs = [
  'lessons',
  'code',
  'site',
  'astro.config.mjs',
  'ec.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/** In `dist`, so that pages and stamp are renamed together; no server of ours gives out a dot file. */
const stampFile = '.built-from';

/**
 * Builds the site into `dist` when something has changed since it was built last.
 *
 * `dist` is whole or not there: the pages are built in a folder of their own, get the fingerprint of
 * their inputs as a stamp, and are renamed when all is done. Whatever interrupts a build, nothing of
 * it is served. Of two builds at once the second waits, and finds the work done.
 * @returns 0, or 1 when Astro cannot build it
 * @throws MissingProgram without Astro; the signal's reason when it ends the build
 */
export async function build({ root = projectRoot, ...io }: BuildOptions): Promise<number> {
  using _turn = await oneAtATime(root, {
    signal: io.signal,
    onWait: () => io.out('Another build of the site is running. Waiting for it.\n'),
  });
  const stamp = await fingerprint(root, inputs);
  if (stamp === (await stampOf(root))) {
    io.out('The site is up to date.\n');
    return 0;
  }
  return await buildAnew(root, stamp, io);
}

async function stampOf(root: string): Promise<string | undefined> {
  return await readFile(join(root, 'dist', stampFile), 'utf8').catch(() => undefined);
}

async function buildAnew(
  root: string,
  stamp: string,
  { out, err, signal }: Omit<BuildOptions, 'root'>,
): Promise<number> {
  out('Building the site: some ten seconds, and only after a change.\n');
  const began = performance.now();
  const dist = join(root, 'dist');
  const workshop = await openWorkshop(root);
  const fresh = join(workshop, 'dist');
  try {
    const { code, output } = await runAstro(root, { outDir: fresh, signal });
    signal.throwIfAborted();
    if (code !== 0) {
      err(`${output}\nThe site was not built. Astro says why, above.\n`);
      return 1;
    }
    await writeFile(join(fresh, stampFile), stamp);
    await rename(dist, join(workshop, 'old')).catch(ignoreMissing);
    await rename(fresh, dist);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  const seconds = (performance.now() - began) / 1000;
  out(`Built ${await countPages(dist)} pages in ${seconds.toFixed(1)} s.\n`);
  return 0;
}

/** A folder beside `dist`, on the same disk, that no other tool looks into. */
async function openWorkshop(root: string): Promise<string> {
  const hidden = join(root, '.astro');
  await mkdir(hidden, { recursive: true });
  // Those of builds that were killed: it is our turn, so nobody works in them.
  for (const name of await readdir(hidden)) {
    if (name.startsWith('build-')) await rm(join(hidden, name), { recursive: true, force: true });
  }
  return await mkdtemp(join(hidden, 'build-'));
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

async function countPages(dist: string): Promise<number> {
  const files = await readdir(dist, { recursive: true });
  return files.filter((file) => file.endsWith('.html')).length;
}
