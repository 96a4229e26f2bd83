import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { OperationalError } from '../../base/errors.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { oneAtATime } from '../../base/one-at-a-time.ts';
import { safe } from '../../base/text/safe.ts';
import { fingerprint } from '../../course/build/fingerprint.ts';
import { type Place, placeFrom } from '../../course/build/place.ts';
import { runAstro } from '../../course/build/run-astro.ts';
import { showElapsed } from '../elapsed.ts';
import type { Io } from '../io.ts';

/** What a build needs of the world around it. */
export type BuildIo = Pick<Io, 'out' | 'err' | 'signal' | 'isTTY' | 'columns' | 'env'>;

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
 * @param root the project's folder
 * @param place where the site will stand: by `SITE` and `BASE`
 * @returns 0, or 1 when Astro cannot build it
 * @throws MissingProgram without Astro; FrontMatterError; OperationalError for a path that Vite cannot read; the signal's reason when it ends the build
 */
export async function build(
  io: BuildIo,
  root: string = projectRoot,
  place: Place = placeFrom(io.env),
): Promise<number> {
  if (/[?#]/.test(root)) {
    throw new OperationalError(
      'Vite, which builds the pages, takes a “?” or “#” in the path of the project for part of an address',
      'rename the folder',
    );
  }
  using _turn = await oneAtATime(root, {
    signal: io.signal,
    onWait: () => io.out('Another build of the site is running. Waiting for it.\n'),
  });
  const { site = '', base = '' } = place;
  const stamp = [await fingerprint(root, inputs), site, base].join(' ').trim();
  if (stamp === (await stampOf(root))) {
    io.out('The site is up to date.\n');
    return 0;
  }
  return await buildAnew(root, stamp, place, io);
}

async function stampOf(root: string): Promise<string | undefined> {
  return await readFile(join(root, 'dist', stampFile), 'utf8').catch(() => undefined);
}

async function buildAnew(root: string, stamp: string, place: Place, io: BuildIo): Promise<number> {
  const { out, err, signal } = io;
  const { checkFrontMatter } = await import('../../course/front-matter.ts');
  checkFrontMatter(root);
  out('Building the site, since something has changed.\n');
  const began = performance.now();
  const dist = join(root, 'dist');
  const workshop = await openWorkshop(root);
  const fresh = join(workshop, 'dist');
  try {
    const { code, output } = await astro(root, fresh, place, io);
    signal.throwIfAborted();
    if (code !== 0) {
      err(
        `${safe(stripVTControlCharacters(output))}\nThe site was not built. Astro says why, above.\n`,
      );
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

/** Runs Astro, and says meanwhile what it is at: in place on a terminal, a line a step in a pipe. */
async function astro(root: string, outDir: string, place: Place, io: BuildIo) {
  let step = 'Astro to start';
  using elapsed = showElapsed(() => step, io);
  const onStep = (text: string) => {
    step = `Astro: ${safe(text)}`;
    elapsed.again();
    if (!io.isTTY) io.out(`${step}\n`);
  };
  return await runAstro(root, { outDir, place, signal: io.signal, onStep });
}

/** A folder beside `dist`, on the same disk, that no other tool looks into. */
async function openWorkshop(root: string): Promise<string> {
  const hidden = join(root, '.astro');
  makeFolder(hidden);
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
