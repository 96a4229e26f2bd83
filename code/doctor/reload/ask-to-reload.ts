import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { CannotExamine } from '../cannot-examine.ts';
import type { Settings } from '../settings.ts';
import { readersEnvironment } from '../target/environment.ts';
import { keepLastWords, saidBy } from '../target/last-words.ts';
import type { Target } from '../target/target.ts';

/** How a server is told to reload: a signal to its process, or a command. */
export type Way = { signal: NodeJS.Signals } | { command: string };

/** `HUP`, `SIGUSR2` or any other signal by name; all else is a command. */
export function wayOf(text: string): Way {
  const signal = text.toUpperCase().replace(/^(SIG)?/, 'SIG');
  return Object.hasOwn(constants.signals, signal)
    ? { signal: signal as NodeJS.Signals }
    : { command: text };
}

export const wayWords = (way: Way): string => ('signal' in way ? way.signal : way.command);

/**
 * Tells the server to reload, and waits for the command to end. The command is a line for `sh`, with
 * PORT and the server's PID in its environment; what it starts belongs to the server's family.
 * @throws CannotExamine when the command fails; the abort's reason
 */
export async function askToReload(
  target: Target,
  way: Way,
  port: number,
  { cwd, env, abort, capMs }: Pick<Settings, 'cwd' | 'env' | 'abort' | 'capMs'>,
): Promise<void> {
  if ('signal' in way) return target.send(way.signal);
  const child = spawn('sh', ['-c', way.command], {
    cwd,
    env: {
      ...readersEnvironment(),
      ...{ PORT: String(port), PID: String(target.pid) },
      ...env,
      ...target.mark,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: AbortSignal.any([abort, AbortSignal.timeout(capMs)]),
    killSignal: 'SIGKILL',
  });
  const lastWords = keepLastWords(child);
  try {
    // Not `close`: what it left running keeps its pipes.
    const [code, signal] = await once(child, 'exit');
    if (code === 0) return;
    throw new CannotExamine(
      `the reload command ended ${signal ? `by ${signal}` : `with status ${code}`}`,
      saidBy(lastWords) || 'it printed nothing; try it by itself first',
    );
  } catch (error) {
    abort.throwIfAborted();
    if (error instanceof CannotExamine) throw error;
    throw new CannotExamine(
      `the reload command had not ended after ${capMs / 1_000} s`,
      'give it more time with --cap, or a command that ends',
    );
  } finally {
    child.stdout.destroy();
    child.stderr.destroy();
  }
}
