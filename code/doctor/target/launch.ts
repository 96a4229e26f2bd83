import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { endProcesses } from '../../base/end-processes.ts';
import { guard } from '../../base/guard.ts';
import { isMarked, spawnMarked } from '../../base/marks.ts';
import { isYounger, markedProcesses, processOf } from '../../base/processes.ts';
import { CannotExamine } from '../cannot-examine.ts';
import type { ExamineOptions } from '../options.ts';
import { readersEnvironment } from './environment.ts';
import { familyOf } from './family.ts';
import { keepLastWords, saidBy } from './last-words.ts';
import { listenerOn } from './listeners.ts';
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
  { cwd, env, port: wanted }: Pick<ExamineOptions, 'cwd' | 'env' | 'port'>,
): Promise<Target> {
  const run = randomUUID();
  const entry = `${mark}=${run}`;
  // If we are killed ourselves, the guard ends what carries the mark.
  const guarded = guard({ marked: entry });
  const child = spawnMarked(entry, file, args, {
    cwd,
    env: { ...readersEnvironment(), PORT: String(port), ...env, [mark]: run },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = await started(child, file, cwd).catch((error) => {
    guarded[Symbol.dispose]();
    throw error;
  });
  const itself = processOf(pid);
  const known = itself && familyOf(itself, ({ pid }) => isMarked(pid, entry));
  // One that ended at once was never seen; what it left behind carries the mark.
  const family = () => known?.living() ?? markedProcesses(entry);
  /**
   * A daemon that left its group, its parents and its environment is found by the port: it was free,
   * nobody else had heard its number, and the one who has it came after the command.
   */
  const adoptByPort = async () => {
    if (!itself || !known || wanted !== undefined) return;
    const stranger = await listenerOn(port);
    if (stranger && stranger.pid !== process.pid && isYounger(stranger, itself)) {
      known.adopt(stranger);
    }
  };
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
    isAttached: false,
    mark: { [mark]: run },
    get gone() {
      return gone;
    },
    whenGone,
    family,
    lastWords,
    send(signal) {
      // By the child's handle: its number may have been given to somebody else by now.
      if (gone || !child.kill(signal))
        throw new CannotExamine('the server ended before the signal was sent', 'start it anew');
    },
    adoptByPort,
    async [Symbol.asyncDispose]() {
      await endProcesses(family);
      await adoptByPort();
      await endProcesses(family);
      await whenGone;
      process.off('exit', atExit);
      guarded[Symbol.dispose]();
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
export async function endedByItself(target: Target): Promise<CannotExamine> {
  const { gone, family, lastWords } = target;
  await target.adoptByPort();
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
