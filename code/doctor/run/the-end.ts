import type { Ending, Program } from '../examination.ts';
import type { AfterSignal } from '../probes/probe.ts';
import type { Successor } from '../successor.ts';
import { stillListens } from '../target/listeners.ts';
import type { Target } from '../target/target.ts';
import type { Signs } from './signs.ts';
import type { OpenStage } from './stage.ts';

/** How long a stop is watched, in ms. */
export interface Watch {
  /** From the signal, or from the moment at which the port became free, to the end of the process. */
  capMs: number;
  /** A server that says it is leaving may serve on for so long. */
  drainMs: number;
  /** It was said beforehand that it does (`--drain`): so it is waited for, said or not. */
  drains: boolean;
}

interface Watched {
  target: Target;
  stage: OpenStage;
  chain: readonly Program[];
  after: AfterSignal;
  abort: AbortSignal;
  follows: Promise<unknown>;
  successor: Successor;
  signs: Signs;
  watch: Watch;
  zero: number;
  /** The process that gets the signal has the listening socket itself. */
  listensItself: boolean;
}

export interface End {
  signalArrived: boolean;
  leftBehind: Program[];
}

/** How long after the signal the port may take to become free when the process has ended, in ms. */
const portPatience = 1_000;
/**
 * How long the ends of our connections may take to be seen once their process is gone, in ms. Most
 * take none; a client that has stopped reading (P14) sees the end when it reads on.
 */
const endsSeenWithin = 1_000;
/** How long all that nobody sends any more may take to be read, in ms; on a busy machine megabytes do. */
const lastBytesWithin = 3_000;
/** How long a process that we may have held is given to end once we have left, in ms. */
const endsAfterUs = 700;
/** Between two looks at what has no event, in ms. */
const glance = 20;

/** Watches until all that the stop can bring has been seen, or its time is over. */
export async function watchTheEnd(watched: Watched): Promise<End> {
  const { target, stage, chain, after, abort, follows, signs, listensItself } = watched;
  const deadline = () => deadlineOf(watched);
  const until = async (met: () => boolean, ms = Number.POSITIVE_INFINITY): Promise<void> => {
    const last = after.ms() + ms;
    while (!met() && after.ms() < Math.min(last, deadline())) {
      abort.throwIfAborted();
      await pause(glance);
    }
  };
  const leftBehind = () => (target.gone ? programs(target) : []);

  await until(() => target.gone !== undefined);
  if (target.gone) {
    await until(stage.isDeserted, endsSeenWithin);
    await until(after.portIsTaken, Math.max(endsSeenWithin, portPatience - after.ms()));
  }
  // Whoever was not told listens on as if nothing had happened.
  const deaf = !after.portIsTaken() && (await stillListens(target, stage));
  const wrapped = chain.length > 1 && !listensItself;
  if (deaf && wrapped && !signs.leaving() && !hasShifted(watched)) {
    return { signalArrived: false, leftBehind: leftBehind() };
  }
  // Workers may serve on when their master has gone.
  await until(() => target.gone !== undefined && target.family().length === 0);
  if (target.gone) {
    // Its last bytes may still be on their way to us: nothing can hold them back any more.
    const followed = Promise.all([follows, until(stage.isDeserted, lastBytesWithin)]);
    await atMost(lastBytesWithin, followed);
  }
  return { signalArrived: true, leftBehind: leftBehind() };
}

/** Until when there is something to wait for, in ms after the signal. */
function deadlineOf(watched: Watched): number {
  const { watch, successor, signs, zero } = watched;
  const { capMs, drainMs, drains } = watch;
  if (successor.boundAt !== undefined) return successor.boundAt - zero + capMs;
  const goesOn = drains || signs.leaving() || wrapperActs(watched);
  return goesOn ? Math.max(capMs, drainMs) : capMs;
}

/**
 * A wrapper that starts something at the signal, such as a pre-stop `sleep 12`, has heard it and may
 * pass it on later.
 */
function wrapperActs({ signs, target, chain, listensItself }: Watched): boolean {
  const before = chain.slice(0, -1).map(({ pid }) => pid);
  if (target.gone || listensItself || before.length === 0) return false;
  return signs.came().some(({ parent }) => before.includes(parent));
}

/** Something happened to the server itself, not to what stands before it. */
function hasShifted({ signs, target, chain }: Watched): boolean {
  const before = chain.slice(0, -1).map(({ pid }) => pid);
  return signs.went().some(({ pid }) => pid !== target.pid && !before.includes(pid));
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Waits for it so many milliseconds at most. The clock ends with the wait: else it would hold the doctor. */
async function atMost(ms: number, awaited: Promise<unknown>): Promise<void> {
  let clock: NodeJS.Timeout | undefined;
  const over = new Promise((resolve) => {
    clock = setTimeout(resolve, ms);
  });
  await Promise.race([awaited, over]);
  clearTimeout(clock);
}

const programs = (target: Target): Program[] =>
  target.family().map(({ pid, line }) => ({ pid, program: line }));

/** How the process ended: by itself, when our connections were gone, or not at all. */
export async function endingAfterLeaving(
  target: Target,
  zero: number,
  { signalArrived, by }: End & { by: 'exit' | 'after we left' },
): Promise<Ending> {
  if (!target.gone && signalArrived) await atMost(endsAfterUs, target.whenGone);
  if (!target.gone) return { how: 'alive', code: null, signal: null, ms: null };
  const { code, signal, at } = target.gone;
  return { how: by, code, signal, ms: at - zero };
}
