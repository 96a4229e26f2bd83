import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { endProcesses } from '../../base/end-processes.ts';
import { listProcesses, type Process } from '../../base/processes.ts';
import { CannotExamine } from '../cannot-examine.ts';
import type { ExamineOptions } from '../options.ts';
import { keepLastWords, saidBy } from './last-words.ts';
import type { Target } from './target.ts';

/** Marks every process that descends from a command, even one that left its process group. */
const mark = 'STILL_ANSWERING_DOCTOR';

/**
 * Starts a command without a shell, in a process group of its own, with PORT in its environment.
 * When the target is disposed of, or this process exits, all of its processes are gone.
 * @throws CannotExamine when there is no such command
 */
export async function launch(
  [file = '', ...args]: readonly string[],
  port: number,
  { cwd, env }: Pick<ExamineOptions, 'cwd' | 'env'>,
): Promise<Target> {
  const run = randomUUID();
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, PORT: String(port), ...env, [mark]: run },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = await started(child, file, cwd);
  const family = () => listProcesses().filter((each) => each.group === pid || isMarked(each, run));
  // The last resort, for an exit that waits for nobody.
  const atExit = () => endProcesses(family);
  process.on('exit', atExit);

  const lastWords = keepLastWords(child);
  let gone: Target['gone'];
  const whenGone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      gone = { code, signal, at: performance.now() };
      resolve();
    });
  });
  const target: Target = {
    pid,
    get gone() {
      return gone;
    },
    whenGone,
    family,
    lastWords,
    send(signal) {
      // By the child's handle: its number may have been given to somebody else by now.
      if (gone || !child.kill(signal)) throw endedByItself(target);
    },
    async [Symbol.asyncDispose]() {
      await endProcesses(family);
      await whenGone;
      process.off('exit', atExit);
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
  };
  return target;
}

function started(child: ChildProcess, file: string, cwd: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(notStarted(error, file, cwd)));
    child.once('spawn', () => resolve(child.pid as number));
  });
}

function notStarted({ code, message }: NodeJS.ErrnoException, file: string, cwd?: string): Error {
  if (code === 'ENOENT') {
    return new CannotExamine(
      `there is no command “${file}”${cwd ? `, or no folder ${cwd}` : ''}`,
      'the command is run as it is, without a shell: give a program on the PATH, or its path',
    );
  }
  if (code === 'EACCES') {
    return new CannotExamine(
      `“${file}” may not be run`,
      `make it executable: chmod +x ${file}, or name its interpreter: node ${file}`,
    );
  }
  return new CannotExamine(`“${file}” could not be started: ${message}`, 'try it by itself first');
}

/** The server ended before the doctor could send it the signal. */
export function endedByItself({ gone, family, lastWords }: Target): CannotExamine {
  const [other] = family();
  if (other) {
    return new CannotExamine(
      `the command ended at once, and left another process behind: ${other.line} (pid ${other.pid})`,
      'a server that goes into the background cannot be examined: tell it to stay in the foreground',
    );
  }
  const how = gone?.signal ? `by ${gone.signal}` : `with status ${gone?.code ?? '?'}`;
  return new CannotExamine(
    `the server ended ${how} before the signal was sent`,
    saidBy(lastWords) || 'it printed nothing; try it by itself first',
  );
}

function isMarked({ pid }: Process, run: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${mark}=${run}`);
  } catch {
    return false; // another user's, or no /proc: then its process group has to do
  }
}
