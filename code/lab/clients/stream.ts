import { get } from 'node:http';
import { until } from '../../base/until.ts';
import type { StreamFact } from '../../run/events.ts';
import type { Lab } from '../lab.ts';
import type { Heard } from './driver.ts';

/** An answer that lasts, as its client sees it; each thing is told as it comes. */
export interface Stream {
  readonly seen: readonly StreamFact[];
  /**
   * Waits until the client has seen this so many times since the stream began.
   * @param ms how long, in milliseconds (default: 10,000): a browser waits seconds before it comes again
   * @throws NeverCame with what it saw instead
   */
  saw(did: StreamFact['did'], times?: number, ms?: number): Promise<void>;
}

type What = Heard | { did: 'ended' | 'cut' } | { did: 'event'; data: string };

/** Takes what a client hears, and tells it. */
export function newStream(
  lab: Lab,
  who: string,
  path: string,
): Stream & { hear(what: What): void } {
  const seen: StreamFact[] = [];
  return {
    seen,
    hear: (what) => void seen.push(lab.tell({ kind: 'stream' as const, who, path, ...what })),
    async saw(did, times = 1, ms = 10_000) {
      const enough = () => seen.filter((each) => each.did === did).length >= times || undefined;
      const described = () => seen.map((each) => each.did).join(', ') || 'nothing';
      await until(`${who} to see “${did}”`, enough, { ms, seen: described });
    },
  };
}

/**
 * A Node program reads a long answer, piece by piece: whether it ended whole or was cut is all that it can
 * tell (RFC 9112 section 8). It never comes again.
 */
export function longAnswer(lab: Lab, who: string, path: string): Stream {
  lab.turn(who);
  const stream = newStream(lab, who, path);
  const asked = get(lab.url(path), { agent: false }, (answer) => {
    stream.hear({ did: 'open' });
    answer
      .setEncoding('utf8')
      .on('data', (data: string) => stream.hear({ did: 'event', data: data.trim() }));
    answer.on('error', () => {}); // an answer that was cut is closed and not complete
    answer.once('close', () => stream.hear({ did: answer.complete ? 'ended' : 'cut' }));
  });
  asked.on('error', () => {});
  lab.owned.defer(() => void asked.destroy());
  return stream;
}
