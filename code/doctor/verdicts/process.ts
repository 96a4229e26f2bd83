import { constants } from 'node:os';
import type {
  Arrival,
  Ending,
  Examination,
  Finding,
  Met,
  Phases,
  ProbeId,
  ProbeResult,
  Program,
} from '../examination.ts';
import { probeOf } from '../probes/all.ts';
import type { Run } from '../run/run.ts';
import type { Shift } from '../run/signs.ts';
import type { Holding } from '../target/listeners.ts';
import { queueRace } from './crowds.ts';
import { find, ruleOf } from './rules.ts';
import { duration } from './words.ts';

/** What is known of a stop beside its connections. */
export interface Stop {
  signal: string;
  signalArrived: boolean;
  chain: readonly Program[];
  leftBehind: readonly Program[];
  /** The kinds of connection that, alone, left a process behind. */
  leftAlone: readonly ProbeId[];
  portFreeMs: number | null;
  ending: Ending;
  graceMs: number;
  capMs: number;
  /** Kinds of connections that held the process: alone, or where that is unknown, open at the cap. */
  holders: readonly ProbeId[];
  /** All findings of the probes. */
  probes: readonly Finding[];
  /** Probes that had work in progress when the signal came. */
  worked: boolean;
  count: Examination['count'];
  phases: Phases;
  /** What newcomers met; null: nobody looked. */
  arrivals: readonly Arrival[] | null;
  /** How long it may serve on; null: not said. */
  drainMs: number | null;
  came: readonly Shift[];
  went: readonly Shift[];
  blocked: Run['blocked'];
  holding: Holding;
  stranger: Program | null;
}

/** The port may take so long to become free, in ms. */
const portFreeWithin = 1_000;

/** Of the count, the signal, the port and the process, the gravest first. */
export function judgeStop(stop: Stop): Finding[] {
  if (!stop.signalArrived) return [judgeKept(stop)];
  return [
    ...judgeCount(stop.count),
    ...judgePort(stop),
    ...judgeHolders(stop),
    ...judgeExit(stop),
    ...judgeWorkers(stop),
    ...judgeLeftBehind(stop),
    ...judgeBlocked(stop.blocked),
  ];
}

function judgeKept({ signal, chain, ending }: Stop): Finding {
  const names = chain.map(named).join(' > ');
  const kept = ending.how === 'exit' ? 'ended' : 'kept it';
  const reason = `the signal did not arrive: the first of these got ${signal} and ${kept}, the last listens on: ${names}`;
  return find('signal kept', reason);
}

function judgeCount(count: Stop['count']): Finding[] {
  if (!count) return [];
  const { sent, answered, refused, executed } = count;
  const no = refused > 0 ? `, ${refused} refused` : '';
  if (executed === null)
    return [find('count unknown', 'the number could not be read after the stop')];
  const unanswered = executed - answered;
  if (unanswered > 0) {
    const reason = `${unanswered} of ${sent} requests executed without an answer (${executed} executed, ${answered} answered${no})`;
    return [find('executed unanswered', reason)];
  }
  return [
    find('fine', `${executed} of ${sent} counted requests executed, ${answered} answered${no}`),
  ];
}

function judgePort(stop: Stop): Finding[] {
  const { portFreeMs, ending, signal, capMs, stranger, phases } = stop;
  if (portFreeMs === null) {
    if (stranger) {
      return [
        find('port of another', `the port is held by ${named(stranger)}, outside of the server`),
      ];
    }
    if (ending.how === 'exit') return [find('port kept', 'the port did not become free')];
    if (asksForReload.includes(signal)) {
      return [find('is it a stop', `${signal} means reload to most programs, and it listens on`)];
    }
    const reloaded = reloadWords(stop);
    if (reloaded) return [find('meant reload', reloaded)];
    if (phases.leaving) {
      const since = `since ${duration(phases.leaving.ms)} (${phases.leaving.what})`;
      return [find('port kept', `it says it is leaving ${since}, and listened to the end`)];
    }
    return [find('signal ignored', `still listening ${duration(capMs)} after ${signal}`)];
  }
  if (portFreeMs <= portFreeWithin) return [];
  const free = `the port became free after ${duration(portFreeMs)}`;
  const allowed = stop.drainMs === null || portFreeMs <= stop.drainMs + portFreeWithin;
  if (!servedAll(stop) || !allowed) return [find('port kept', free)];
  return [find('drained', `served on, ${leavingWords(stop)}; ${free}`)];
}

/** HUP, and what several programs take for “start the new version beside the old one”. */
const asksForReload: readonly string[] = ['SIGHUP', 'SIGUSR2'];

/** As long as it listened, it answered: that is a drain, and no port that leads nowhere. */
function servedAll({ arrivals, portFreeMs }: Stop): boolean {
  const before = (arrivals ?? []).filter(({ atMs }) => atMs < (portFreeMs ?? 0) - queueRace);
  return before.every(({ outcome }) => outcome === 'answered');
}

function leavingWords({ phases }: Stop): string {
  const { leaving, readyTurnedMs } = phases;
  const turned = readyTurnedMs === null ? '' : `, not ready from ${duration(readyTurnedMs)} on`;
  if (!leaving) return `and told nobody to go${turned}`;
  return `and sent clients away from ${duration(leaving.ms)} on (${leaving.what})${turned}`;
}

/** What shows that it acted on the signal, and came back. */
function reloadWords({ came, went, phases, arrivals, ending }: Stop): string | undefined {
  if (ending.how === 'exit' || phases.leaving) return undefined;
  const back = arrivals === null || arrivals.some(({ outcome }) => outcome === 'answered');
  if (!back) return undefined;
  if (came.length > 0 && went.length > 0) {
    const [first] = went;
    return `the signal arrived: ${went.length} of its processes ended (the first after ${duration(first?.ms ?? 0)}), ${came.length} new ones came, and it listens on`;
  }
  if (phases.firstSign?.what === 'a connection ended') {
    return `the signal arrived: it ended connections after ${duration(phases.firstSign.ms)}, and listens on`;
  }
  return undefined;
}

function judgeWorkers({ chain, went, ending, probes }: Stop): Finding[] {
  const cut = probes.some(
    ({ rule, level }) => level === 'fault' && ruleOf(rule)?.diagnosis === 'abrupt',
  );
  const before = went.filter(
    ({ pid, ms }) => pid !== chain[0]?.pid && ms < (ending.ms ?? Number.POSITIVE_INFINITY),
  );
  if (!cut) return [];
  const [first] = before;
  if (!first) return [];
  const others = before.length > 1 ? `, the first of ${before.length}` : '';
  const reason = `${named(first)} ended after ${duration(first.ms)}${others}, while its parent lived`;
  return [find('workers ended', reason)];
}

function judgeBlocked(blocked: Stop['blocked']): Finding[] {
  if (blocked === 'one') {
    const reason = 'one connection at a time: a silent client blocks everybody';
    return [find('one at a time', reason)];
  }
  if (blocked === 'crowd') {
    return [find('all workers taken', 'ours took all workers; each probe was examined by itself')];
  }
  return [];
}

const named = ({ program, pid }: Program): string => `${program} (pid ${pid})`;

function judgeHolders({ ending, holders, holding, capMs, graceMs, portFreeMs }: Stop): Finding[] {
  if (ending.how === 'exit' && holders.length === 0) return [];
  if (portFreeMs === null && ending.how !== 'exit') return []; // it does not even try to end
  const left =
    ending.how === 'after we left'
      ? `, ended once we had left`
      : ending.how === 'alive'
        ? ', and when we had left'
        : '';
  if (holders.length === 0) {
    const { outgoing, children } = holding;
    const what = [
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

function judgeExit({ ending, signal, probes, worked }: Stop): Finding[] {
  if (ending.how !== 'exit') return [];
  const when = `after ${duration(ending.ms ?? 0)}`;
  if (ending.signal === signal) {
    const cut = probes.some(
      ({ rule, level }) => level === 'fault' && ruleOf(rule)?.diagnosis === 'abrupt',
    );
    if (cut) return [find('no handler', `died by ${signal} ${when}, with work in progress`)];
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

function judgeLeftBehind({ leftBehind, leftAlone }: Stop): Finding[] {
  if (leftBehind.length === 0) {
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
