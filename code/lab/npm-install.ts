import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { guard } from '../base/guard.ts';

/** How npm installs packages into the current folder, and nothing else there. No script of a package is run. */
export function npmInstall(): string[] {
  const path = process.env.npm_execpath;
  const quiet = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts'];
  return [...(path ? [process.execPath, path] : ['npm']), 'install', ...quiet, '--prefix', '.'];
}

/**
 * Runs a program to its end; with this process it ends, too.
 * @returns undefined when it went well, else the first sentence of what it said
 * @throws the signal's reason
 */
export async function runQuietly(
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
