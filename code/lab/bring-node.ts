import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MissingProgram, OperationalError } from '../base/errors.ts';
import { guard } from '../base/guard.ts';
import { makeFolder } from '../base/make-folder.ts';
import {
  findAnotherNode,
  folderOf,
  type NodePackage,
  programIn,
  type Release,
  requirePackage,
} from './another-node.ts';
import { npmInstall, runQuietly } from './npm-install.ts';

export interface Bringing {
  /** The project's folder. */
  root: string;
  signal: AbortSignal;
  /** Told once, before anything is downloaded. */
  onStart?: (wanted: NodePackage) => void;
  /** How packages are installed into the current folder; a test hands in its own. */
  install?: readonly string[];
}

/**
 * Brings a release of Node into `.nodes/`, unless it is here; whole or not at all.
 * @returns the path of the program
 * @throws MissingProgram where npm has no such package, or it does not run here; OperationalError when
 * npm could not bring it; the signal's reason
 */
export async function bringNode(
  release: Release,
  { root, signal, onStart, install = npmInstall() }: Bringing,
): Promise<string> {
  const here = findAnotherNode(release, { root });
  if (here) return here;
  const wanted = requirePackage(release);
  const { name, version } = wanted;
  onStart?.(wanted);

  const nodes = join(root, '.nodes');
  makeFolder(nodes);
  const folder = mkdtempSync(join(nodes, 'coming-'));
  using _guarded = guard({ folder });
  try {
    const said = await runQuietly([...install, `${name}@${version}`], folder, signal);
    if (said !== undefined)
      throw new OperationalError(
        `npm could not bring ${name}@${version}: ${said}`,
        'see whether this machine reaches npm’s registry, then ask again',
      );
    // A program for another libc is installed as well, and does not start.
    if ((await runQuietly([programIn(folder, wanted), '--version'], folder, signal)) !== undefined)
      throw new MissingProgram(
        `${name}@${version} does not run on this machine`,
        'its C library may be older than that Node, or another one (musl)',
      );
    const kept = folderOf(root, wanted);
    // Somebody else may have brought it meanwhile.
    if (!existsSync(kept)) renameSync(folder, kept);
    return programIn(kept, wanted);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
