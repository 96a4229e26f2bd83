import type {
  Arrival,
  Ending,
  Examination,
  Finding,
  Phases,
  ProbeId,
  Program,
} from '../examination.ts';
import type { Run } from '../run/run.ts';
import type { Shift } from '../run/signs.ts';
import type { Holding } from '../target/listeners.ts';
import { judgePort } from './port.ts';
import { judgeExit, judgeHolders, judgeLeftBehind, judgeWorkers } from './process.ts';
import { find } from './rules.ts';
import { named } from './words.ts';

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
  /** Probes that wait for an answer which usually takes longer than was watched. */
  longer: readonly ProbeId[];
  /** The process that got the signal had ended, and others answered on; null: nobody did. */
  servedOn: { endedMs: number; untilMs: number } | null;
  /** The file of the Unix socket that the successor listens on was removed. */
  socketTaken?: boolean;
  /** The port never became free, and nobody listens on it. */
  isDeserted?: boolean;
  /** What the fast path answered before the signal; undefined: not known. */
  usualStatus?: number | undefined;
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
  /** Who of its own listens on a port that never became free. */
  keeper: Program | null;
  /** When work in progress was cut, in ms. */
  cutMs: readonly number[];
}

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
