import type { Arrival } from '../examination.ts';
import { isSuccessor } from '../successor.ts';
import { judgeArrivals } from '../verdicts/crowds.ts';
import type { Observed } from '../wire/connection.ts';
import { get } from '../wire/request.ts';
import type { AfterSignal, Probe, Stage } from './probe.ts';
import { answered, isWhole } from './steps.ts';

/** How long an accepted newcomer waits for its answer, in ms; for a slow one longer, then it leaves unseen. */
const [newcomersPatience, slowPatience] = [1_000, 5_000];

/**
 * Who lets newcomers in so long after the signal serves on: then some ask for slow answers, so far apart,
 * so many at once, that one at least is well under way when it stops. In ms.
 */
const [servesOn, apart, atOnce] = [400, 500, 3];
/**
 * So long a newcomer must have waited before its end is a cut, in ms; and one that came later must have
 * been answered: a queue is read in order, so until then it may be unread.
 */
const waitedLong = 400;
/** Work that is cut so long after nobody was let in any more is cut at a limit, in ms. */
const limited = 1_000;

export const newConnections: Probe<'P11'> = {
  id: 'P11',
  title: 'new connections',
  needs: null,
  does: 'New connections with one request each, from the signal on, until the port refuses or the successor answers. Of a server that serves on, some ask for the slow answer. To be let in and then get nothing is worse than a refusal.',
  required: true,
  holdsNothing: true,
  mayFind: ['newcomer lost', 'newcomer refused', 'newcomer race', 'sent away'],
  judge: (met, { portFreeMs }) =>
    met.kind === 'arrivals' ? judgeArrivals(met.arrivals, portFreeMs) : [],
  async open(stage) {
    const met: { at: number; seen: Omit<Arrival, 'atMs'> }[] = [];
    const slow = stage.paths.slow;
    let shutAt = Number.POSITIVE_INFINITY;
    let lastAnswered = 0;
    async function waitsLong(after: AfterSignal, path: string): Promise<void> {
      const at = performance.now();
      const seen = await arrive(stage, after, { path, patience: slowPatience });
      const now = performance.now();
      const isCut = lastAnswered > at && now - at > waitedLong && now < shutAt + limited;
      if (after.isOver()) return;
      if (seen.outcome === 'answered' || (seen.outcome === 'lost' && isCut)) met.push({ at, seen });
    }
    return {
      async follow(after) {
        const waiting = new Set<Promise<void>>();
        let next = servesOn;
        for (let wait = 8; await after.at(after.ms() + wait); wait = pause(after.ms())) {
          const at = performance.now();
          const seen = await arrive(stage, after, {
            path: stage.paths.fast,
            patience: newcomersPatience,
          });
          if (after.isOver()) break; // it was cut short by our own leaving
          met.push({ at, seen });
          if (seen.outcome === 'answered') lastAnswered = at;
          if (seen.outcome === 'refused' || seen.outcome === 'successor') {
            shutAt = performance.now();
            break;
          }
          const isDue = after.ms() > next && waiting.size < atOnce && !after.isLone;
          if (slow && isDue && seen.outcome === 'answered') {
            next = after.ms() + apart;
            const one = waitsLong(after, slow);
            waiting.add(one);
            void one.finally(() => waiting.delete(one));
          }
        }
        await Promise.all(waiting);
      },
      met: (zero) => ({
        kind: 'arrivals',
        arrivals: met
          .toSorted((one, other) => one.at - other.at)
          .map(({ at, seen }) => ({ atMs: at - zero, ...seen })),
      }),
    };
  },
};

/** Often while the port is likely to change hands; later it is only about whether it ever does. */
const pause = (ms: number): number => (ms < 400 ? 20 : 200);

/** Why there was no connection: the successor speaks no TLS, so it fails a handshake. */
function outcomeOf(error: unknown): Arrival['outcome'] {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ETIMEDOUT') return 'hung';
  return code === 'EPROTO' || code.startsWith('ERR_SSL') ? 'successor' : 'refused';
}

async function arrive(
  stage: Stage,
  after: AfterSignal,
  { path, patience }: { path: string; patience: number },
): Promise<Omit<Arrival, 'atMs'>> {
  let connection: Observed;
  try {
    connection = await stage.visit();
  } catch (error) {
    return { outcome: outcomeOf(error), status: null, close: false };
  }
  connection.ask(get(stage, path));
  await answered(connection, 1, Math.min(patience, after.left()));
  const [answer] = connection.answers;
  const hung = connection.isOpen;
  connection.leave();
  if (!answer || !isWhole(connection, 1)) {
    return { outcome: hung ? 'hung' : 'lost', status: null, close: false };
  }
  const outcome = isSuccessor(answer) ? 'successor' : 'answered';
  return { outcome, status: answer.status, close: answer.close };
}
