import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
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
  { root, signal, onStart, install = npm() }: Bringing,
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
    const said = await run([...install, `${name}@${version}`], folder, signal);
    if (said !== undefined)
      throw new OperationalError(
        `npm could not bring ${name}@${version}: ${said}`,
        'see whether this machine reaches npm’s registry, then ask again',
      );
    // A program for another libc is installed as well, and does not start.
    if ((await run([programIn(folder, wanted), '--version'], folder, signal)) !== undefined)
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

/** No script of a package is run: these consist of one program. */
function npm(): string[] {
  const path = process.env.npm_execpath;
  const quiet = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts'];
  return [...(path ? [process.execPath, path] : ['npm']), 'install', ...quiet, '--prefix', '.'];
}

/** @returns undefined when it went well, else the last line of what it said */
async function run(
  [program = '', ...args]: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  signal.throwIfAborted();
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], signal });
  using _guarded = child.pid === undefined ? undefined : guard({ process: child.pid });
  const said = text(child.stderr);
  try {
    const [status] = await once(child, 'close');
    if (status === 0) return undefined;
    return firstError(await said) ?? `it ended with status ${status}`;
  } catch (error) {
    if (signal.aborted && child.exitCode === null && child.signalCode === null)
      await once(child, 'close');
    signal.throwIfAborted();
    return (error as Error).message;
  }
}

/** Of npm's many lines the first that is a sentence. */
function firstError(said: string): string | undefined {
  const lines = said.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  return lines.find((line) => line !== '' && !/^code |^errno |^syscall /.test(line));
}
