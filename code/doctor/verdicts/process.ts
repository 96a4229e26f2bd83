import type { Ending, Finding, Met, ProbeId, ProbeResult, Program } from '../examination.ts';
import { probeOf } from '../probes/all.ts';
import { find, ruleOf } from './rules.ts';
import { duration } from './words.ts';

/** What is known of a stop beside its connections. */
export interface Stop {
  signal: string;
  signalArrived: boolean;
  chain: readonly Program[];
  leftBehind: readonly Program[];
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
  count: { sent: number; answered: number; executed: number | null } | null;
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
    ...judgeLeftBehind(stop),
  ];
}

function judgeKept({ signal, chain, ending }: Stop): Finding {
  const names = chain.map(({ program, pid }) => `${program} (pid ${pid})`).join(' > ');
  const kept = ending.how === 'exit' ? 'ended' : 'kept it';
  const reason = `the signal did not arrive: the first of these got ${signal} and ${kept}, the last listens on: ${names}`;
  return find('signal kept', reason);
}

function judgeCount(count: Stop['count']): Finding[] {
  if (!count) return [];
  const { sent, answered, executed } = count;
  if (executed === null)
    return [find('count unknown', 'the number could not be read after the stop')];
  const unanswered = executed - answered;
  if (unanswered > 0) {
    const reason = `${unanswered} of ${sent} requests executed without an answer (${executed} executed, ${answered} answered)`;
    return [find('executed unanswered', reason)];
  }
  return [find('fine', `${executed} of ${sent} counted requests executed, ${answered} answered`)];
}

function judgePort({ portFreeMs, ending, signal, capMs }: Stop): Finding[] {
  if (portFreeMs === null) {
    if (ending.how !== 'exit') {
      return [find('signal ignored', `still listening ${duration(capMs)} after ${signal}`)];
    }
    return [find('port kept', 'the port did not become free')];
  }
  if (portFreeMs <= portFreeWithin) return [];
  return [find('port kept', `the port became free after ${duration(portFreeMs)}`)];
}

function judgeHolders({ ending, holders, capMs, graceMs, portFreeMs }: Stop): Finding[] {
  if (ending.how === 'exit' && holders.length === 0) return [];
  if (portFreeMs === null && ending.how !== 'exit') return []; // it does not even try to end
  const left =
    ending.how === 'after we left'
      ? `, ended once we had left`
      : ending.how === 'alive'
        ? ', and when we had left'
        : '';
  const who = holders.length > 0 ? `held by ${holders.join(', ')}` : 'held by nothing of ours';
  const reason = `alive after ${duration(capMs)}${left}; ${who}`;
  if (holders.length === 0 || !holders.every((id) => probeOf(id).endless)) {
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
  if (ending.signal) return [find('exit status', `ended by ${ending.signal} ${when}`)];
  if (ending.code) return [find('exit status', `ended with status ${ending.code} ${when}`)];
  return [find('fine', ending.code === 0 ? `ended with 0 ${when}` : `ended ${when}`)];
}

function judgeLeftBehind({ leftBehind }: Stop): Finding[] {
  if (leftBehind.length === 0) return [];
  const names = leftBehind.map(({ program, pid }) => `${program} (pid ${pid})`).join(', ');
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
