import { duration } from '../verdicts/words.ts';
import type { Asked, Reload, ReloadFinding } from './reload.ts';

export type Seen = Omit<Reload, 'doctor' | 'date' | 'settings' | 'target' | 'findings'>;

/** Once the new generation answers, the old one may go on with newcomers for so long, in ms. */
const handOver = 500;

/**
 * What was seen of a reload, judged: it loses nothing, newcomers get the new generation, and a kept
 * connection is moved or told to go. Which of the two is a server's own choice; to stay with the old
 * one without a word pins its clients there.
 */
export function judgeReload(seen: Seen): ReloadFinding[] {
  const stopped = seen.goneMs !== null && seen.newcomers.at(-1)?.lost != null;
  if (stopped) return [ofStop(seen)];
  return [ofGeneration(seen), ofNewcomers(seen), ofIdle(seen), ofBusy(seen)].concat(
    ofWork(seen),
    ofOldProcesses(seen),
  );
}

function finding(
  what: ReloadFinding['what'],
  level: ReloadFinding['level'],
  seen: string,
  cure: string | null = null,
): ReloadFinding {
  return { what, level, seen, cure };
}

const ofStop = ({ goneMs }: Seen): ReloadFinding =>
  finding(
    'the server',
    'fault',
    `it ended after ${duration(goneMs ?? 0)}, and nobody answers: this was a stop`,
    'handle the signal: by default HUP and USR2 end a process (signal(7))',
  );

function ofGeneration({ newMs }: Seen): ReloadFinding {
  if (newMs !== null) {
    return finding('new generation', 'pass', `answers after ${duration(newMs)}`);
  }
  return finding(
    'new generation',
    'unseen',
    'no answer and no process changed: nobody can say that anything was reloaded',
    'name a path whose answer changes with the reload: --generation /version; a slow reload: --cap 30s',
  );
}

function ofNewcomers({ newcomers, newMs }: Seen): ReloadFinding {
  const lost = newcomers.filter((each) => each.lost !== null);
  const all = newcomers.length;
  if (lost.length > 0) {
    return finding(
      'newcomers',
      'fault',
      `${lost.length} of ${all} were lost (${whys(lost.map((each) => each.lost ?? ''))})`,
      'start the new generation first, and keep the listening socket: pass it on, or share it',
    );
  }
  const late = newMs === null ? [] : newcomers.filter(isOldAfter(newMs + handOver));
  if (late.length > 0) {
    return finding(
      'newcomers',
      'note',
      `none of ${all} lost; the old generation answered ${late.length} of them beside the new one`,
      'tell the old one to go, once the new one is as it should be (nginx after USR2: WINCH, then QUIT)',
    );
  }
  return finding('newcomers', 'pass', `none of ${all} lost`);
}

const isOldAfter =
  (time: number) =>
  ({ by, sentMs }: Asked): boolean =>
    by === 'old' && sentMs > time;

function ofIdle({ idle, newMs }: Seen): ReloadFinding {
  const what = 'kept and idle';
  if (!idle) return finding(what, 'note', 'the server keeps no connection');
  const { again, endMs } = idle;
  if (!again) return finding(what, 'pass', `told to go: ended after ${duration(endMs ?? 0)}`);
  if (again.lost !== null) {
    return finding(
      what,
      'fault',
      `its next request was ${again.lost}`,
      'end idle connections at the reload, or answer the next request with Connection: close',
    );
  }
  if (again.by === 'new') return finding(what, 'pass', 'moved: the new generation answers it');
  if (again.close) return finding(what, 'pass', 'told to go: its next answer said close');
  if (again.by === null || newMs === null) {
    return finding(what, 'unseen', 'it was answered, and nobody can say by whom');
  }
  return finding(
    what,
    'warning',
    `still the old one, ${duration(again.sentMs)} after the reload: whoever keeps a connection does not see the new one`,
    'end idle connections at the reload, and say Connection: close in the answers of the old one',
  );
}

function ofBusy({ busy: { asked, connections, lost } }: Seen): ReloadFinding {
  const met = `${asked} requests one after another, on ${connections} connection${connections === 1 ? '' : 's'}`;
  if (lost.length === 0) return finding('kept and busy', 'pass', `none lost of ${met}`);
  return finding(
    'kept and busy',
    'fault',
    `${lost.length} lost (${whys(lost)}) of ${met}`,
    'say Connection: close in an answer, and end the connection after it (RFC 9112 section 9.6)',
  );
}

function ofWork({ work }: Seen): ReloadFinding[] {
  if (work.length === 0) {
    return [finding('slow answer', 'note', 'nothing was in progress', 'name a path: --slow /slow')];
  }
  return work.map(({ what, outcome, ms }) => {
    const name = what === 'slow' ? 'slow answer' : 'stream';
    const time = duration(ms ?? 0);
    if (outcome === 'whole') return finding(name, 'pass', `whole after ${time}`);
    if (outcome === 'cut') {
      const cure = 'let the old generation finish what it has begun before it ends';
      return finding(name, 'fault', `cut after ${time}`, cure);
    }
    if (outcome === 'unfinished') return finding(name, 'note', 'it goes on, and was not cut');
    return finding(
      name,
      'unseen',
      'its answer was whole before the reload',
      'name a path that takes longer',
    );
  });
}

function ofOldProcesses({ oldBefore, oldLeft }: Seen): ReloadFinding[] {
  if (oldBefore === 0) return [];
  const all = `of ${oldBefore} from before`;
  if (oldLeft === 0) return [finding('old processes', 'pass', `none ${all} is left`)];
  return [finding('old processes', 'note', `${oldLeft} ${all} had not ended when the doctor left`)];
}

/** `3 ECONNREFUSED, 1 cut: RST`. */
function whys(lost: readonly string[]): string {
  return [...new Set(lost)]
    .map((why) => `${lost.filter((each) => each === why).length} ${why}`)
    .join(', ');
}
