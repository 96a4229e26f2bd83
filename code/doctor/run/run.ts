import { folderOf, isYounger, type Process, processOf } from '../../base/processes.ts';
import { unlessAborted } from '../../base/unless-aborted.ts';
import { CannotExamine } from '../cannot-examine.ts';
import type { Ending, Met, Phases, ProbeId, Program } from '../examination.ts';
import type { SharedProbe } from '../probes/all.ts';
import type { AfterSignal, Stage } from '../probes/probe.ts';
import type { Progress } from '../report/progress.ts';
import { startSuccessor } from '../successor.ts';
import { endedByItself } from '../target/launch.ts';
import {
  type Holding,
  holdingOf,
  isListenedOn,
  listenerOfOurs,
  listeningChain,
  listens,
  stillListens,
  strangerOn,
} from '../target/listeners.ts';
import { type Ready, ready } from '../target/ready.ts';
import type { Target } from '../target/target.ts';
import type { Address } from '../wire/connection.ts';
import { afterSignal } from './after-signal.ts';
import { countOnce } from './count-once.ts';
import { hold, servesOneAtATime, type WhyNot } from './hold.ts';
import { watchOwnClock } from './own-clock.ts';
import { mustBeReady, type Shift, watchForSigns } from './signs.ts';
import { openStage } from './stage.ts';
import { endingAfterLeaving, type Watch, watchTheEnd } from './the-end.ts';

/** What one run is to do. */
export interface RunPlan {
  probes: readonly SharedProbe[];
  paths: Stage['paths'];
  h2: boolean;
  signal: NodeJS.Signals;
  watch: Watch;
  readyMs: number;
  readyPath?: string | undefined;
  /** Find out first whether it serves one connection at a time, or ours take all its workers. */
  recognise?: boolean;
  /** Nobody acts by the clock: a lone connection, to see whether it holds the process. */
  alone?: boolean;
  /** When P12 begins, in ms after the signal (default 0). */
  raceFromMs?: number;
  /** Send the signal once more, so long after the first, in ms. */
  secondSignalMs?: number;
  abort: AbortSignal;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** What one run saw; times are milliseconds after the signal. */
export interface Run {
  pid: number;
  port: number;
  chain: Program[];
  /** Where the process that listens runs; null: unknown. */
  cwd: string | null;
  ready: Ready;
  signalArrived: boolean;
  portFreeMs: number | null;
  ending: Ending;
  /** Processes that outlived the one that got the signal. */
  leftBehind: Program[];
  met: Map<ProbeId, Met>;
  notHeld: Map<ProbeId, WhyNot>;
  /** Ours hid each other: `one`: a silent one is enough to block it; `crowd`: all of them together. */
  blocked: 'one' | 'crowd' | null;
  phases: Phases;
  /** Processes of the family that came and went while the one that got the signal lived. */
  came: readonly Shift[];
  went: readonly Shift[];
  /** What the process that did not end still had when our connections had ended. */
  holding: Holding;
  /** Who listens on the port when the family has gone, and is none of it. */
  stranger: Program | null;
  /** Who of the family, or who was handed the socket by it, still listens on a port that never became free. */
  keeper: Program | null;
  /** How late the doctor itself was at most, from the signal on. */
  lateMs: number;
  /** The port never became free, and nobody listens on it. */
  isDeserted: boolean;
  /** The file of the Unix socket that the successor listens on was removed. */
  socketTaken: boolean;
  counted: { sent: number; answered: number; refused: number };
  /** The server's own count when its first connection was held; null: none, or no number. */
  countBefore: number | null;
}

/**
 * One stop, from the first answer to the end of the process.
 * @throws CannotExamine; the abort's reason
 */
export async function run(target: Target, address: Address, plan: RunPlan): Promise<Run> {
  const { paths, h2, signal, abort, watch, readyMs, readyPath, raceFromMs = 0 } = plan;
  const tell = plan.onProgress ?? (() => {});
  const startedAt = performance.now();
  const first = await ready(target, address, { path: paths.fast, h2, ms: readyMs, abort });
  const chain = await listeningChain(target, address);
  const cwd = folderOf(chain.at(-1)?.pid ?? target.pid);
  const listensItself = await listens(target.pid, address);
  // The command line is read now: of one that has ended there is none.
  const family = target.family().map((each) => ({ ...each, line: each.line }));
  const itself = family.find(({ pid }) => pid === target.pid);
  tell({ at: 'ready', pid: target.pid, port: address.port, ms: performance.now() - startedAt });

  if (readyPath !== undefined) await mustBeReady(address, readyPath);
  const countBefore = paths.count === undefined ? null : await countOnce(address, paths.count);
  let probes = first.answer ? plan.probes : plan.probes.filter(({ needs }) => needs === 'h2');
  let missing: WhyNot = { why: 'the server speaks HTTP/2 alone', kind: 'no use' };
  using stage = openStage(address, { paths, raceFromMs, fastMs: first.tookMs });
  let blocked: Run['blocked'] = null;
  if (plan.recognise && first.answer && (await unlessAborted(abort, servesOneAtATime(stage)))) {
    blocked = 'one';
    missing = { why: 'it serves one connection at a time', kind: 'missed' };
    probes = fewest(probes);
    tell({ at: 'blocked', by: 'one' });
  }
  tell({ at: 'holding', probes: probes.map(({ id }) => id) });
  const { held, notHeld, servedOthers } = await unlessAborted(abort, hold(probes, stage));
  if (plan.recognise && !servedOthers) {
    // Which of them it has taken notice of, nobody can say.
    tell({ at: 'blocked', by: 'crowd' });
    throw new TooCrowded('our connections took all of its workers');
  }
  for (const { id } of plan.probes) {
    if (!held.has(id) && !notHeld.has(id)) notHeld.set(id, missing);
  }
  if (target.gone) throw await endedByItself(target);
  if (!(await stillListens(target, address))) throw closedByItself(address);

  const zero = performance.now();
  using clock = watchOwnClock();
  target.send(signal);
  await using successor = startSuccessor(address);
  await using signs = watchForSigns({
    ...{ zero, target, stage, successor, usual: first.answer, family },
    readyPath,
  });
  tell({ at: 'signalled', signal, pid: target.pid, capMs: watch.capMs });
  const over = new AbortController();
  const isLone = probes.length === 1;
  const after = afterSignal({ zero, over: over.signal, successor, plan, isLone });
  const follows = Promise.all([...held.values()].map((each) => each.follow(after)));
  if (plan.secondSignalMs !== undefined) void sendAgain(target, signal, after, plan.secondSignalMs);
  try {
    const end = await watchTheEnd({
      ...{ target, stage, chain, after, abort, follows, successor, signs, watch, zero },
      listensItself,
    });
    // Now: whoever ends while we leave has been held by us.
    const by = target.gone ? 'exit' : 'after we left';
    const portFreeMs = successor.boundAt === undefined ? null : successor.boundAt - zero;
    const met = new Map([...held].map(([id, each]) => [id, each.met(zero)]));
    const socketTaken = successor.isCutOff();
    over.abort();
    const counted = stage.counted();
    const holding = await holdingOf(target, address.port);
    const keeper = portFreeMs === null ? await listenerOfOurs(target, address) : null;
    const other = portFreeMs === null && !keeper ? await strangerOn(address) : null;
    const isDeserted = portFreeMs === null && !(await isListenedOn(address));
    const heir = other && (await isHeir(other, itself, address)) ? other : null;
    const stranger = heir ? null : other;
    const phases = {
      firstSign: signs.first(),
      leaving: signs.leaving(),
      readyTurnedMs: signs.readyTurnedMs(),
    };
    stage[Symbol.dispose]();
    await follows;
    const ending = await endingAfterLeaving(target, zero, { ...end, by });
    tell({ at: 'ended', ms: performance.now() - zero });
    return {
      ...{
        pid: target.pid,
        port: address.port,
        chain,
        cwd,
        ready: first,
        ...end,
        leftBehind: heir ? [...end.leftBehind, heir] : end.leftBehind,
        portFreeMs,
        ending,
      },
      ...{ met, notHeld, counted, countBefore, blocked, phases, holding },
      ...{ stranger, keeper: keeper ?? heir, socketTaken, isDeserted, lateMs: clock.latestMs() },
      came: signs.came(),
      went: signs.went(),
    };
  } finally {
    over.abort();
    stage[Symbol.dispose]();
    await follows;
  }
}

/**
 * Has the server handed its socket to somebody who has left every trace of it? That one came after it; but so
 * does whom socket activation starts anew, and there a parent has the socket, too.
 */
async function isHeir(
  { pid }: Program,
  server: Process | undefined,
  address: Address,
): Promise<boolean> {
  const other = processOf(pid);
  if (!other || !server || !isYounger(other, server)) return false;
  return !(await listens(other.parent, address));
}

/** Our connections took all workers of the server: it has to be examined with fewer. */
export class TooCrowded extends Error {
  override name = 'TooCrowded';
}

/** Of probes that hide each other: the one that hides least, since it holds nothing. */
export function fewest(probes: readonly SharedProbe[]): readonly SharedProbe[] {
  const one = probes.find(({ holdsNothing }) => holdsNothing) ?? probes[0];
  return one ? [one] : [];
}

async function sendAgain(
  target: Target,
  signal: NodeJS.Signals,
  after: AfterSignal,
  ms: number,
): Promise<void> {
  if (!(await after.at(ms))) return;
  try {
    target.send(signal);
  } catch {
    // the first one was enough: it has ended
  }
}

const closedByItself = ({ port }: Address): CannotExamine =>
  new CannotExamine(
    `the server stopped listening on port ${port} by itself, before the signal was sent`,
    'a server that closes its listening socket by itself cannot be examined',
  );
