import type { Arrival } from '../examination.ts';
import { isSuccessor } from '../successor.ts';
import { judgeArrivals, queueRace } from '../verdicts/crowds.ts';
import type { Observed } from '../wire/connection.ts';
import { get } from '../wire/request.ts';
import type { AfterSignal, Probe, Stage } from './probe.ts';
import { answered, isWhole } from './steps.ts';

/** How long an accepted newcomer waits for its answer, in ms; for a slow one longer, then it leaves unseen. */
const [newcomersPatience, slowPatience] = [1_000, 5_000];
/** Where the fast path is none, a newcomer waits so many times what it usually takes. */
const usualTimes = 3;

/**
 * Who lets newcomers in so long after the signal serves on: then some ask for slow answers, so far apart,
 * so many at once, that one at least is well under way when it stops. In ms.
 */
const [servesOn, apart, atOnce] = [400, 500, 3];
/**
 * So long a newcomer must have waited before its end is a cut, in ms, where nobody is let in any more by then;
 * and one that came later must have been answered: a queue is read in order, so until then it may be unread.
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
  judge: (met, context) => (met.kind === 'arrivals' ? judgeArrivals(met.arrivals, context) : []),
  async open(stage) {
    type Visit = { at: number; seen: Omit<Arrival, 'atMs'> };
    const met: Visit[] = [];
    const lost: (Visit & { lostAt: number })[] = [];
    const slow = stage.paths.slow;
    const patience = Math.min(Math.max(newcomersPatience, usualTimes * stage.fastMs), slowPatience);
    let shutAt = Number.POSITIVE_INFINITY;
    let lastAnswered = 0;
    async function waitsLong(after: AfterSignal, path: string): Promise<void> {
      const at = performance.now();
      const seen = await arrive(stage, after, { path, patience: slowPatience });
      const lostAt = performance.now();
      if (after.isOver()) return;
      const isAnswer = seen.outcome === 'answered' && isOfThePath(seen.status);
      if (isAnswer) met.push({ at, seen });
      if (seen.outcome === 'lost') lost.push({ at, seen, lostAt });
    }
    /** Not the queue's end: it waited long, or others were let in for long after it was lost. */
    function isCut({ at, lostAt }: { at: number; lostAt: number }): boolean {
      if (lastAnswered <= at) return false;
      const isLate = lostAt >= shutAt - queueRace;
      return isLate ? lostAt - at > waitedLong && lostAt < shutAt + limited : true;
    }
    return {
      async follow(after) {
        const waiting = new Set<Promise<void>>();
        let next = servesOn;
        for (let wait = 8; await after.at(after.ms() + wait); wait = pause(after.ms())) {
          const at = performance.now();
          const seen = await arrive(stage, after, {
            path: stage.paths.fast,
            patience,
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
        arrivals: [...met, ...lost.filter(isCut)]
          .toSorted((one, other) => one.at - other.at)
          .map(({ at, seen }) => ({ atMs: at - zero, ...seen })),
      }),
    };
  },
};

/** A path that answers 404 does so at any time; the fast one shows what a stop makes of clients. */
const isOfThePath = (status: number | null): boolean => (status ?? 0) < 400 || (status ?? 0) >= 500;

/** Often while the port is likely to change hands; later it is only about whether it ever does. */
const pause = (ms: number): number => (ms < 400 ? 20 : 200);

/**
 * Why there was no connection. The successor speaks no TLS, so it fails a handshake; whoever fails one
 * before it is there, or resets, has let a client in. A Unix socket whose queue is full says EAGAIN.
 */
function outcomeOf(error: unknown, after: AfterSignal): Arrival['outcome'] {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ETIMEDOUT' || code === 'EAGAIN') return 'hung';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'lost';
  const isShake = code === 'EPROTO' || code.startsWith('ERR_SSL');
  return isShake ? (after.portIsTaken() ? 'successor' : 'lost') : 'refused';
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
    return { outcome: outcomeOf(error, after), status: null, close: false };
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
