import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OperationalError, UsageError } from '../../base/errors.ts';
import { guard } from '../../base/guard.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { safe } from '../../base/text/safe.ts';
import { npmInstall, runQuietly } from '../../lab/npm-install.ts';
import type { Io } from '../io.ts';

type OnRequest = typeof import('../../../test/specimens/servers/on-request-servers.ts');
type Brought = import('../../../test/specimens/servers/on-request-servers.ts').Brought;

/**
 * `npm run bring-server nest`: installs a server's packages into `.servers/nest`, whole or not at all; one
 * that is here is brought anew.
 * @returns 0
 * @throws UsageError for a name that no server has; OperationalError when npm fails
 */
export async function bringServers(names: readonly string[], io: Io): Promise<number> {
  // Only a checkout has them.
  const servers: OnRequest = await import('../../../test/specimens/servers/on-request-servers.ts');
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
  const { packages }: Brought = brought[name];
  const wanted = Object.entries(packages).map((each) => each.join('@'));
  out(`${name}: ${wanted.join(', ')} come\n`);
  const place = placeOf(name);
  makeFolder(dirname(place));
  const folder = mkdtempSync(join(dirname(place), 'coming-'));
  using _guarded = guard({ folder });
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    const said = await runQuietly([...npmInstall(), ...wanted], folder, signal);
    if (said !== undefined)
      throw new OperationalError(
        `npm could not bring ${name}: ${safe(said)}`,
        'see whether this machine reaches npm’s registry, then ask again',
      );
    layFiles(name, folder);
    if (existsSync(place)) rmSync(place, { recursive: true });
    renameSync(folder, place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  out(`${name}: ${place}\n`);
}
