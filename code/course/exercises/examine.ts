import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { within } from '../../base/until.ts';
import type { Message } from './examine.process.ts';
import type { Miss } from './exercise.ts';

export interface Examined {
  verdict: 'solved' | 'not yet' | 'cannot tell';
  /** What was tried, in order; unless it is solved, the last one missed. */
  steps: string[];
  miss: Miss | undefined;
  /** What the learner's code printed. */
  printed: string;
}

export interface ExamineOptions {
  signal: AbortSignal;
  /** What it means when the learner's code ends its process. */
  onExit?: string | undefined;
  /** How long a step may take, in milliseconds (default: 10,000). */
  patience?: number | undefined;
}

const program = fileURLToPath(new URL('./examine.process.ts', import.meta.url));

/**
 * Tries a learner's file on real sockets, in a process that cannot outlive its deadline; see
 * examine.process.ts.
 * @throws the signal's reason, once that process is gone
 */
export async function examine(
  { check, practice }: { check: string; practice: string },
  { signal, onExit, patience = 10_000 }: ExamineOptions,
): Promise<Examined> {
  signal.throwIfAborted();
  const child = fork(program, [check, practice, String(patience)], {
    // A practice folder may lie outside of every package.
    execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  const steps: string[] = [];
  let over: Exclude<Message, { step: string }> | undefined;
  child.on('message', (message: Message) => {
    if ('step' in message) steps.push(message.step);
    else over ??= message;
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes) => {
      if (printed.length < 4000) printed += bytes;
    });
  }
  const closed = once(child, 'close');
  closed.catch(() => {}); // a child that cannot start is told by the next line
  const [status, killed] = (await once(child, 'exit')) as [number | null, string | null];
  // A browser of the check holds the pipes too, and ends a moment later; for a stranger nobody waits.
  await within('the pipes to close', closed, 1000).catch(() => {});
  for (const stream of [child.stdout, child.stderr]) stream?.destroy();
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  const { over: verdict, miss } = over ?? endedBy(status, killed, patience, onExit);
  // Before the first step no line of the learner's has run.
  if (steps.length === 0) throw new Error(`the check itself did not start: ${printed.trim()}`);
  return { verdict, steps, miss, printed };
}

/** The learner's code ended the process before its check was through. */
function endedBy(
  status: number | null,
  killed: string | null,
  patience: number,
  onExit: string | undefined,
): { over: 'not yet'; miss: Miss } {
  if (killed === 'SIGKILL') {
    const seen = `your code was still running after ${patience / 1000} s, and was ended`;
    return {
      over: 'not yet',
      miss: { seen, why: 'A loop without an end, or an await that nothing answers.' },
    };
  }
  const seen = `your code ended its process, with ${killed ? `signal ${killed}` : `status ${status}`}`;
  return { over: 'not yet', miss: { seen, why: onExit } };
}
