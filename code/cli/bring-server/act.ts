import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { OperationalError, UsageError } from '../../base/errors.ts';
import { guard } from '../../base/guard.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { safe } from '../../base/text/safe.ts';
import { npmInstall, runQuietly } from '../../lab/npm-install.ts';
import type { Io } from '../io.ts';

type OnRequest = typeof import('../../../test/specimens/servers/brought.ts');
type Brought = import('../../../test/specimens/servers/brought.ts').Brought;

/**
 * `npm run bring-server next`: installs a server's packages into `.servers/next`, builds its application
 * there, whole or not at all; one that is here is brought anew.
 * @returns 0
 * @throws UsageError for a name that no server has; OperationalError when npm or a build fails
 */
export async function bringServers(names: readonly string[], io: Io): Promise<number> {
  // Only a checkout has them.
  const servers: OnRequest = await import('../../../test/specimens/servers/brought.ts');
  const known = Object.keys(servers.brought) as (keyof typeof servers.brought)[];
  for (const name of names) {
    const wanted = known.find((each) => each === name);
    if (!wanted)
      throw new UsageError(`no server “${name}” to bring`, `there are: ${known.join(', ')}`);
    await bring(wanted, servers, io);
  }
  return 0;
}

async function bring(
  name: keyof OnRequest['brought'],
  { brought, layFiles, placeOf }: OnRequest,
  { out, signal }: Io,
): Promise<void> {
  const { packages, builds = [] }: Brought = brought[name];
  const wanted = Object.entries(packages).map((each) => each.join('@'));
  out(`${name}: ${[...wanted, ...builds].join(', ')}\n`);
  const place = placeOf(name);
  makeFolder(dirname(place));
  const folder = mkdtempSync(join(dirname(place), 'coming-'));
  using _guarded = guard({ folder });
  try {
    const project = { private: true, type: 'module', dependencies: packages };
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(project)}\n`);
    if (wanted.length > 0) await make(name, 'npm', npmInstall(), folder, signal);
    layFiles(name, folder);
    if (existsSync(place)) rmSync(place, { recursive: true });
    renameSync(folder, place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (builds.length > 0) await buildAll(name, builds, place, signal);
  out(`${name}: ${place}\n`);
}

/** In its place, whose name some builds write down. */
async function buildAll(
  name: string,
  builds: readonly string[],
  place: string,
  signal: AbortSignal,
): Promise<void> {
  using _guarded = guard({ folder: place });
  const path = `PATH=${join(place, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;
  try {
    for (const build of builds)
      await make(name, build, ['env', path, ...quiet, ...build.split(' ')], place, signal);
  } catch (error) {
    rmSync(place, { recursive: true });
    throw error;
  }
}

/** What frameworks would else send home when they build. */
const quiet = ['NEXT_TELEMETRY_DISABLED=1', 'ASTRO_TELEMETRY_DISABLED=1'];

async function make(
  name: string,
  what: string,
  command: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const said = await runQuietly(command, folder, signal);
  if (said === undefined) return;
  throw new OperationalError(
    `${what} could not bring ${name}: ${safe(said)}`,
    'see whether this machine reaches npm’s registry, and what it needs in test/specimens/servers/brought.ts',
  );
}
