import { constants } from 'node:os';
import type { Finding, Met, ProbeId, ProbeResult } from '../examination.ts';
import { probeOf } from '../probes/all.ts';
import { restartWords } from './port.ts';
import { find, ruleOf } from './rules.ts';
import type { Stop } from './stop.ts';
import { duration, heardWithin, named } from './words.ts';

/** That a worker has ended is seen so much later at most, in ms: on a busy machine it is looked for late. */
const seenWithin = 1_000;
/** What ends within so many ms ends together. */
const together = 50;

/**
 * Work that was cut in a worker, while its parent lived or as it ended: by a supervisor, and after how
 * long. Of a worker that listens itself, and is cut at once, nobody but itself is to blame.
 */
export function judgeWorkers({ chain, went, ending, cutMs }: Stop): Finding[] {
  const workers = went.filter(({ pid }) => pid !== chain[0]?.pid);
  const cut = Math.min(...cutMs);
  const isLater = chain.length > 1 && cut > heardWithin;
  if (cutMs.length === 0 || (workers.length === 0 && !isLater)) return [];
  const parentMs = ending.ms ?? Number.POSITIVE_INFINITY;
  if (parentMs <= cut - (isLater ? together : 0)) return [];
  const worker = workers.find(({ ms }) => ms >= cut && ms < Math.min(parentMs, cut + seenWithin));
  const until = ending.ms === null ? '' : `, which ended after ${duration(ending.ms)}`;
  const when = parentMs > cut + together ? 'before' : 'together with';
  const reason = `work was cut after ${duration(cut)} in ${worker ? named(worker) : 'a worker'}, ${when} its parent${until}`;
  return [find('workers ended', reason)];
}

/** Who keeps a process that wants to end: our connections, or nothing of HTTP. */
export function judgeHolders(stop: Stop): Finding[] {
  const { ending, holders, longer, holding, capMs, graceMs, portFreeMs } = stop;
  if (ending.how === 'exit' && holders.length === 0) return [];
  if (portFreeMs === null && ending.how !== 'exit') return []; // it does not even try to end
  const left =
    ending.how === 'after we left'
      ? `, ended once we had left`
      : ending.how === 'alive'
        ? ', and when we had left'
        : '';
  if (holders.length === 0) {
    if (longer.length > 0) return []; // it waits for work that is not done
    if (restartWords(stop)) return []; // it does not want to end
    const { outgoing, listening, children } = holding;
    const what = [
      ...(listening.length ? [`its listening socket on ${listening.join(', ')}`] : []),
      ...(outgoing.length ? [`its own connections to ${outgoing.join(', ')}`] : []),
      ...(children.length ? [`its children ${children.map(named).join(', ')}`] : []),
    ];
    const has = what.length > 0 ? `it still has ${what.join(' and ')}` : 'a timer, perhaps';
    const alive = `alive ${duration(capMs)} after the port was free${left}`;
    return [find('held by nothing of HTTP', `${alive}, with every connection ended: ${has}`)];
  }
  const reason = `alive after ${duration(capMs)}${left}; held by ${holders.join(', ')}`;
  if (!holders.every((id) => probeOf(id).endless)) {
    return [find('held', reason)];
  }
  return [find('held by endless ones', reason, capMs < graceMs ? 'warning' : 'fault')];
}

/** How the process that got the signal ended. */
export function judgeExit({ ending, signal, probes, worked, cutMs }: Stop): Finding[] {
  if (ending.how !== 'exit') return [];
  const when = `after ${duration(ending.ms ?? 0)}`;
  if (ending.signal === signal) {
    const cut = probes.some(
      ({ rule, level }) => level === 'fault' && ruleOf(rule)?.diagnosis === 'abrupt',
    );
    // One that nobody handles cuts at once: later somebody has re-raised it, or su(1) has. What is seen
    // of the process itself may be late: a big one takes half a second to be taken down.
    const firstCutMs = Math.min(...cutMs, ending.ms ?? 0);
    if (cut && firstCutMs <= heardWithin) {
      return [find('no handler', `died by ${signal} ${when}, with work in progress`)];
    }
    return [
      worked
        ? find('fine', `ended by ${signal} ${when}`)
        : find('died by the signal', `died by ${signal} ${when}`),
    ];
  }
  const { [signal as NodeJS.Signals]: number } = constants.signals;
  if (ending.code === 128 + number) {
    return [find('fine', `ended with ${ending.code} ${when}: 128 and the number of ${signal}`)];
  }
  if (ending.signal) return [find('exit status', `ended by ${ending.signal} ${when}`)];
  if (ending.code) return [find('exit status', `ended with status ${ending.code} ${when}`)];
  return [find('fine', ending.code === 0 ? `ended with 0 ${when}` : `ended ${when}`)];
}

/** Processes that outlived it. */
export function judgeLeftBehind(stop: Stop): Finding[] {
  const { leftBehind, leftAlone, servedOn } = stop;
  if (leftBehind.length === 0) {
    if (servedOn) {
      const ended = `it ended after ${duration(servedOn.endedMs)}`;
      const others = `others that it had started answered until ${duration(servedOn.untilMs)}`;
      return [find('ended first', `${ended}, and ${others}: a container ends with it`)];
    }
    if (leftAlone.length === 0) return [];
    return [
      find(
        'left behind',
        `a process was left behind that held nothing but ${leftAlone.join(', or ')}`,
      ),
    ];
  }
  const names = leftBehind.map(named).join(', ');
  return [find('left behind', `left behind: ${names}`)];
}

/** Probes whose connection the server had not ended when we left. */
export function openAtTheEnd(met: ReadonlyMap<ProbeId, Met>): ProbeId[] {
  return [...met].filter(([, each]) => isOpen(each)).map(([id]) => id);
}

function isOpen(met: Met): boolean {
  if (met.kind === 'connection') return met.connection.end === 'open';
  return met.kind === 'http2' && (met.idle.endMs === null || met.busy?.endMs === null);
}

/** Was a request in progress when the signal came? Else a process that dies by it may have drained. */
export function isWorkSeen(probes: readonly ProbeResult[]): boolean {
  return probes.some(({ id, level }) => probeOf(id).inProgress && level !== 'skipped');
}
