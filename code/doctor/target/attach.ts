import { called } from '../../base/called.ts';
import {
  chainBetween,
  isSame,
  listProcesses,
  type Process,
  processOf,
} from '../../base/processes.ts';
import { CannotExamine } from '../cannot-examine.ts';
import type { Target } from './target.ts';

/** The kernel tells only a parent when a process ends: others have to look, so often, in ms. */
const glance = 10;

/**
 * Attaches to a process that runs. It gets the stop signal and nothing else.
 * @throws CannotExamine for a pid that is not to be signalled
 */
export function attach(pid: number): Target {
  const first = attachable(pid);
  let gone: Target['gone'];
  let tell = () => {};
  const whenGone = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const look = () => {
    if (gone || lives(first)) return;
    gone = { code: null, signal: null, at: performance.now() };
    tell();
  };
  const watch = setInterval(look, glance);
  // Children have another parent once this one has ended: they are known by then.
  let known: Process[] = [first];
  return {
    pid,
    isAttached: true,
    mark: {},
    get gone() {
      return gone;
    },
    whenGone,
    family: () => {
      const all = listProcesses();
      // Whoever has got the number of an ancestor that ended is no ancestor.
      const isThere = all.some((each) => isSame(first, each));
      known = all.filter(
        (each) =>
          known.some((one) => isSame(one, each)) ||
          (isThere && chainBetween(pid, each.pid, all).length > 0),
      );
      return known;
    },
    adoptByPort: async () => {},
    lastWords: () => '',
    send(signal) {
      if (!lives(first)) {
        throw new CannotExamine(`process ${pid} ended before the signal was sent`, 'start it anew');
      }
      process.kill(pid, signal);
    },
    async [Symbol.asyncDispose]() {
      clearInterval(watch);
    },
  };
}

/** 0 means our own process group and -1 everybody (kill(2)); 1 is the machine itself. */
function attachable(pid: number): Process {
  if (!Number.isSafeInteger(pid) || pid <= 1) {
    throw new CannotExamine(
      `--pid ${pid} is no process to examine`,
      'a pid is a whole number above 1',
    );
  }
  const all = listProcesses();
  if (chainBetween(pid, process.pid, all).length > 0) {
    throw new CannotExamine(
      `process ${pid} is the doctor itself, or started it`,
      'give the pid of the server',
    );
  }
  const found = all.find((each) => each.pid === pid);
  if (found) return found;
  throw new CannotExamine(
    `there is no process ${pid}`,
    `${called('sockets', 'PORT --owners')} names it`,
  );
}

function lives(process: Process): boolean {
  const now = processOf(process.pid);
  return now !== undefined && isSame(now, process);
}
