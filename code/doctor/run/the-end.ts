import type { Ending, Program } from '../examination.ts';
import type { AfterSignal } from '../probes/probe.ts';
import { stillListens } from '../target/listeners.ts';
import type { Target } from '../target/target.ts';
import type { OpenStage } from './stage.ts';

interface Watched {
  target: Target;
  stage: OpenStage;
  chain: readonly Program[];
  after: AfterSignal;
  abort: AbortSignal;
  follows: Promise<unknown>;
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
/** How long a process that we may have held is given to end once we have left, in ms. */
const endsAfterUs = 700;
/** Between two looks at what has no event, in ms. */
const glance = 20;

/** Watches until all that the stop can bring has been seen, or the cap is reached. */
export async function watchTheEnd(watched: Watched): Promise<End> {
  const { target, stage, chain, after, abort, follows } = watched;
  const until = async (met: () => boolean, ms = Number.POSITIVE_INFINITY): Promise<void> => {
    const deadline = after.ms() + Math.min(ms, after.left());
    while (!met() && after.ms() < deadline) {
      abort.throwIfAborted();
      await pause(glance);
    }
  };

  await until(() => target.gone !== undefined);
  if (target.gone) {
    await until(stage.isDeserted, endsSeenWithin);
    await until(after.portIsTaken, Math.max(endsSeenWithin, portPatience - after.ms()));
  }
  // Whoever was not told listens on as if nothing had happened.
  const deaf = !after.portIsTaken() && (await stillListens(target, stage.port));
  if (deaf && (target.gone || chain.length > 1)) {
    return { signalArrived: false, leftBehind: target.gone ? programs(target) : [] };
  }
  // Workers may serve on when their master has gone.
  await until(() => target.gone !== undefined && target.family().length === 0);
  if (target.gone) await Promise.race([follows, until(stage.isDeserted, endsSeenWithin)]);
  return { signalArrived: true, leftBehind: target.gone ? programs(target) : [] };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const programs = (target: Target): Program[] =>
  target.family().map(({ pid, line }) => ({ pid, program: line }));

/** How the process ended: by itself, when our connections were gone, or not at all. */
export async function endingAfterLeaving(
  target: Target,
  zero: number,
  { signalArrived }: End,
): Promise<Ending> {
  const by = target.gone ? 'exit' : 'after we left';
  if (!target.gone && signalArrived) await Promise.race([target.whenGone, pause(endsAfterUs)]);
  if (!target.gone) return { how: 'alive', code: null, signal: null, ms: null };
  const { code, signal, at } = target.gone;
  return { how: by, code, signal, ms: at - zero };
}
