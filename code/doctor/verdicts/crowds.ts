import type { Arrival, Connection, Ending, Finding } from '../examination.ts';
import type { Context } from './connections.ts';
import { find } from './rules.ts';
import { duration } from './words.ts';

/**
 * Who comes so soon before the listening socket is closed may be caught in its queue, in ms. Most are reset
 * then; who has been handed to a worker that closes, as node:cluster does, waits until the process ends.
 */
export const queueRace = 250;

/**
 * Until when the port let clients in, in ms after the signal: as the successor found, or sooner by the word
 * of the client that was refused. On a busy machine one of the two is late.
 */
export function openUntil(arrivals: readonly Arrival[], portFreeMs: number | null): number {
  const last = arrivals.at(-1);
  const isTurned = last?.outcome === 'refused' || last?.outcome === 'successor';
  return Math.min(
    portFreeMs ?? Number.POSITIVE_INFINITY,
    isTurned ? last.atMs : Number.POSITIVE_INFINITY,
  );
}

/** P11: let in and served, or refused, but not let in for nothing. */
export function judgeArrivals(
  arrivals: readonly Arrival[],
  { portFreeMs, usualStatus, outside }: Pick<Context, 'portFreeMs' | 'usualStatus' | 'outside'>,
): Finding[] {
  const count = (outcome: Arrival['outcome']) =>
    arrivals.filter((each) => each.outcome === outcome).length;
  const last = arrivals.at(-1);
  const end =
    last?.outcome === 'refused'
      ? `refused after ${duration(last.atMs)}`
      : last?.outcome === 'successor'
        ? `the successor answered after ${duration(last.atMs)}`
        : 'never refused';
  const lost = arrivals.filter(({ outcome }) => outcome === 'lost');
  const parts = [
    ...(count('answered') ? [`${count('answered')} answered`] : []),
    ...(lost.length ? [`${lost.length} lost`] : []),
    ...(count('hung') ? [`${count('hung')} hung`] : []),
    end,
  ];
  const reason = parts.join(', ');
  const race = openUntil(arrivals, portFreeMs) - queueRace;
  // In the queue of a socket that is not the server's, they wait for whoever is started next.
  const isHung =
    !outside && arrivals.some(({ outcome, atMs }) => outcome === 'hung' && atMs < race);
  const isLost = isHung || lost.some(({ atMs }) => atMs > queueRace && atMs < race);
  const faults = isLost ? [find('newcomer lost', reason)] : [];
  const failed = arrivals.filter(
    ({ status, close }) => isError(status, usualStatus) && !(status === 503 && close),
  );
  if (failed.length > 0) {
    const codes = [...new Set(failed.map(({ status }) => status))].join(', ');
    const only503 = failed.every(({ status }) => status === 503);
    const told = `${failed.length} of them with ${codes}: ${reason}`;
    faults.push(find('newcomer refused', told, only503 ? 'warning' : undefined));
  }
  if (faults.length > 0) return faults;
  if (lost.length + (outside ? 0 : count('hung')) > 0) return [find('newcomer race', reason)];
  const sentAway = arrivals.some(({ status }) => status === 503);
  return [find(sentAway ? 'sent away' : 'fine', reason)];
}

/**
 * An error of the server, or one that is said to be the client's and was no error before the signal: its
 * routes are gone. 429 counts our own requests.
 */
export function isError(status: number | null, usualStatus = 400): boolean {
  if (status === null) return false;
  return status >= 500 || (status >= 400 && status !== 429 && usualStatus < 400);
}

/** P12: counts, and never more than a note. */
export function judgeRace(runs: readonly string[]): Finding[] {
  const letters = runs.join('');
  const count = (some: string) => [...letters].filter((letter) => some.includes(letter)).length;
  const [answered, lost, unsent] = [count('CK'), count('FR?'), count('fr')];
  const reason = `${answered} answered, ${lost} lost, ${unsent} not sent (${runs.join(' ')})`;
  return [find(lost > 0 ? 'race' : 'fine', reason)];
}

/** P15: does the second signal cut what the first spared? */
export function judgeSecondSignal(connection: Connection, ending: Ending): Finding[] {
  const whole = connection.exchanges[0]?.answer?.whole;
  const ended =
    ending.ms === null
      ? 'alive at the cap'
      : `ended after ${duration(ending.ms)} ${ending.signal ? `by ${ending.signal}` : `with ${ending.code}`}`;
  return [
    whole
      ? find('fine', `the slow answer came whole, ${ended}`)
      : find('second signal cuts', `the slow answer was cut, ${ended}`),
  ];
}
