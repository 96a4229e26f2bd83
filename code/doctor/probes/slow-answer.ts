import { judgeInProgress } from '../verdicts/connections.ts';
import type { Observed } from '../wire/connection.ts';
import { get } from '../wire/request.ts';
import { foundInProgress, ofConnection } from './judging.ts';
import type { AfterSignal, Probe, Stage } from './probe.ts';
import { answered, isWhole, pathOf } from './steps.ts';

/** A request that was sent so shortly before the port was free may never have been accepted, in ms. */
const crossing = 250;

export const slowAnswer: Probe<'P3'> = {
  id: 'P3',
  title: 'slow answer',
  needs: 'slow',
  does: 'A request whose answer has not begun when the signal comes; once it is whole, another, as long as the server serves on: so one is in progress when it stops listening. It must arrive whole, and it can still say close.',
  required: true,
  inProgress: true,
  mayFind: foundInProgress,
  judge: ofConnection(judgeInProgress),
  async open(stage) {
    const ask = (connection: Observed) => connection.ask(get(stage, pathOf(stage.paths.slow)));
    const first = await stage.connect();
    ask(first);
    /** The one that is in progress, or was when the server stopped listening. */
    let current = first;
    return {
      async follow(after) {
        let takenAt = Infinity;
        const taken = after.afterPort(0, 0).then((came) => {
          if (came) takenAt = after.ms();
        });
        for (;;) {
          await answered(current, 1, after.left());
          if (!isWhole(current, 1) || !(await isServing(stage, after))) break;
          const next = await stage.visit().catch(() => undefined);
          if (!next || after.portIsTaken()) break;
          const askedAt = after.ms();
          ask(next);
          await Promise.race([taken, answered(next, 1, after.left())]);
          if (takenAt - askedAt < crossing) break;
          current = next;
        }
      },
      met: (zero) => ({ kind: 'connection', connection: current.facts(zero) }),
    };
  },
};

/** A newcomer is answered by it: it does not only leave them waiting at the port. */
async function isServing(stage: Stage, after: AfterSignal): Promise<boolean> {
  if (after.portIsTaken() || !(await after.at(after.ms()))) return false;
  const newcomer = await stage.visit().catch(() => undefined);
  if (!newcomer) return false;
  newcomer.ask(get(stage, stage.paths.fast));
  await answered(newcomer, 1, Math.min(1_000, after.left()));
  const serves = isWhole(newcomer, 1) && (newcomer.answers[0]?.status ?? 500) < 500;
  newcomer.leave();
  return serves && !after.portIsTaken();
}
