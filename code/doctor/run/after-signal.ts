import type { AfterSignal } from '../probes/probe.ts';
import type { Successor } from '../successor.ts';
import type { RunPlan } from './run.ts';

/** The clock of a run: it stands at 0 when the signal is sent, and is over with `over`. */
export function afterSignal({
  zero,
  over,
  successor,
  plan,
  isLone,
}: {
  zero: number;
  over: AbortSignal;
  successor: Successor;
  plan: RunPlan;
  isLone: boolean;
}): AfterSignal {
  const ms = () => performance.now() - zero;
  // What is waited for ends with the run: this is for the case that nothing ends it.
  const longest = plan.watch.drainMs + plan.watch.capMs;
  const isOver = new Promise<void>((resolve) => {
    over.addEventListener('abort', () => resolve(), { once: true });
  });
  const clock: AfterSignal = {
    ms,
    left: () => Math.max(0, longest - ms()),
    portIsTaken: () => successor.boundAt !== undefined,
    isOver: () => over.aborted,
    isLone,
    at(time) {
      if (over.aborted || plan.alone) return Promise.resolve(false);
      return new Promise((resolve) => {
        const done = (reached: boolean) => {
          clearTimeout(timer);
          over.removeEventListener('abort', ended);
          resolve(reached);
        };
        const ended = () => done(false);
        const timer = setTimeout(done, Math.max(0, time - ms()), true);
        over.addEventListener('abort', ended);
      });
    },
    async afterPort(earliest, rest, latest) {
      if (plan.alone) return false;
      const isLate = latest === undefined ? [] : [clock.at(latest)];
      await Promise.race([successor.whenBound, isOver, ...isLate]);
      if (successor.boundAt === undefined) return latest !== undefined && !over.aborted;
      const due = Math.max(earliest, successor.boundAt - zero + rest);
      return await clock.at(Math.min(due, latest ?? due));
    },
  };
  return clock;
}
