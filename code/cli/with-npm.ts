import { isAlive, type Process, processOf } from '../base/processes.ts';
import { Interrupted } from './io.ts';

/** How often npm is looked at, in ms. */
const glance = 1000;

/**
 * The signal of a command that has no end of its own, aborted also when the npm that runs it is gone.
 * npm passes a signal on to its `sh -c` alone, and SIGKILL to nobody: the command would stay behind,
 * without a parent that tells. So npm itself is looked for at the start, and watched.
 *
 * It is looked at again and again: only a parent is told of an end, Node has no pidfd_open(2), and
 * nothing of npm's comes down to us that would close with it.
 */
export function withNpm({
  signal,
  env = {},
}: {
  signal: AbortSignal;
  env?: NodeJS.ProcessEnv | undefined;
}): AbortSignal {
  if (!env.npm_lifecycle_event || process.platform === 'win32') return signal;
  const npm = findNpm();
  if (npm === undefined) return signal;
  const ending = new AbortController();
  const end = () => ending.abort(new Interrupted(143));
  if (npm === 'gone') end();
  const timer = setInterval(() => npm === 'gone' || isAlive(npm) || end(), glance).unref();
  const both = AbortSignal.any([signal, ending.signal]);
  both.addEventListener('abort', () => clearInterval(timer));
  return both;
}

/**
 * npm among our ancestors, by the title that it gives to itself: `npm run sockets`. It is gone when
 * an orphan has none: nothing stands between us and the system's first process but its shell.
 */
function findNpm(pid = process.ppid): Process | 'gone' | undefined {
  const parent = pid > 0 ? processOf(pid) : undefined;
  if (parent && runner.test(parent.line)) return parent;
  if (!parent || pid === 1 || /\bsystemd --user/.test(parent.line)) return 'gone';
  const above = findNpm(parent.parent);
  return above === 'gone' && !shell.test(parent.line) ? undefined : above;
}

const runner = /^(npm|npx|pnpm|yarn|bun)( |$)|[\\/](npm-cli|npx-cli|pnpm|yarn)\.c?js\b/;
/** The one that a script is run with, and no person's own. */
const shell = /^(\S*\/)?\w*sh -c /;
