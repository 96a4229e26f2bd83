import { atOnce, duration } from '../verdicts/words.ts';
import { margin, meet } from './behind.ts';
import { type Sender, senders } from './senders.ts';
import type { PerConnection, TimeoutFinding, Wait } from './timeouts.ts';

/** Who is reckoned with where nobody is named, as its documentation has it: to the moment. */
const usualSenders = senders
  .filter(({ id }) => id === 'nginx' || id === 'node-fetch')
  .map(({ lateMs: _, ...sender }): Sender => sender);

/** What is open for so long has no limit of the usual kind: Node's own takes up to 90 s, in ms. */
const longEnough = 90_000;

/**
 * What was seen of one wait, judged.
 * @param capMs how long was waited at most
 * @param among who may send; none: somebody is named, and judged by himself
 */
export function judgeWait(
  wait: Wait,
  capMs: number,
  among: readonly Sender[] = usualSenders,
): TimeoutFinding[] {
  return wait.what === 'idle' ? judgeIdle(wait, capMs, among) : [judgeUnfinished(wait, capMs)];
}

function judgeIdle(idle: Wait, capMs: number, among: readonly Sender[]): TimeoutFinding[] {
  const { what, saidMs, doneMs, end } = idle;
  const seen = [
    saidMs === null ? 'says nothing' : `says ${duration(saidMs)}`,
    doneMs === null ? `open after ${duration(capMs)}` : `${end} after ${duration(doneMs)}`,
  ].join(', ');
  const finding = { what, seen, cure: null, rfc: null, lesson: 12 };
  if (idle.saidClose) {
    return [{ ...finding, seen: 'its answer says close', level: 'pass', consequence: null }];
  }
  if (saidMs !== null && doneMs !== null && doneMs < saidMs - margin) {
    const consequence =
      'It breaks its promise: a sender that believes it sends on a connection that is gone.';
    return [{ ...finding, level: 'fault', consequence }];
  }
  const early = among
    .map((sender) => meet(sender, idle, capMs))
    .filter(({ race }) => race === 'exists');
  const tooSoon = early.map(
    ({ name, hangsUpMs }): TimeoutFinding => ({
      ...finding,
      level: 'warning',
      consequence: `Shorter than the ${duration(hangsUpMs ?? 0)} that ${name} keeps a connection for, unless told otherwise: now and then a request meets the end of its connection. A GET is sent again; a POST becomes an error, a 502 behind a proxy.`,
      rfc: 'RFC 9110 section 9.2.2',
    }),
  );
  if (tooSoon.length > 0) return tooSoon;
  if (saidMs !== null && doneMs !== null && doneMs < saidMs + margin) {
    const consequence =
      'No margin: it closes in the moment that it named, when a sender may still be on its way.';
    return [{ ...finding, level: 'note', consequence }];
  }
  const longest = Math.max(0, ...among.map(({ patienceMs }) => patienceMs ?? 0));
  const waitedTooShort = doneMs === null && capMs <= longest;
  const consequence = waitedTooShort
    ? `Waited too short a time to say more: raise --cap above ${duration(longest)}.`
    : null;
  return [{ ...finding, level: consequence ? 'note' : 'pass', consequence }];
}

function judgeUnfinished({ what, doneMs, end, status }: Wait, capMs: number): TimeoutFinding {
  const answer = status === null ? '' : `, answered ${status}`;
  const finding = { what, cure: null, lesson: 13 };
  if (doneMs === null && capMs < longEnough) {
    const consequence = `Waited too short a time to say more: raise --cap to ${duration(longEnough)}.`;
    const seen = `open after ${duration(capMs)}${answer}`;
    return { ...finding, level: 'note', seen, consequence, rfc: null };
  }
  if (doneMs === null) {
    return {
      ...finding,
      level: 'warning',
      seen: `open after ${duration(capMs)}${answer}`,
      consequence:
        'Whoever sends this and no more holds a socket for longer than that. With enough of them nobody else gets in, and a stop that waits for connections waits for these.',
      rfc: null,
    };
  }
  const seen = `${end} after ${duration(doneMs)}${answer}`;
  if (status !== null || what === 'silent') {
    return { ...finding, level: 'pass', seen, consequence: null, rfc: null };
  }
  return {
    ...finding,
    level: 'note',
    seen,
    consequence: 'Ended without a word. A 408 with close would tell the client why.',
    rfc: 'RFC 9110 section 15.5.9',
  };
}

export function judgePerConnection({
  answered,
  ended,
  lastSaidClose,
}: PerConnection): TimeoutFinding {
  const finding = { what: 'requests per connection', cure: null, lesson: 12 } as const;
  const many = `${answered} ${answered === 1 ? 'answer' : 'answers'}`;
  if (!ended && lastSaidClose) {
    return {
      ...finding,
      level: 'fault',
      seen: `${many}, the last with close, and still open ${duration(atOnce)} later`,
      consequence:
        'Who says close must close. A sender that does not end the connection itself goes on sending on it, and Node answers that with 503 (server.maxRequestsPerSocket).',
      rfc: 'RFC 9112 section 9.6',
    };
  }
  if (!ended) {
    const seen = `${many}, and no end`;
    return { ...finding, level: 'pass', seen, consequence: null, rfc: null };
  }
  if (lastSaidClose) {
    const seen = `${many}, the last with close`;
    return { ...finding, level: 'pass', seen, consequence: null, rfc: 'RFC 9112 section 9.6' };
  }
  return {
    ...finding,
    level: 'warning',
    seen: `${many}, then an end without close`,
    consequence:
      'The next request may be on its way by then, and is lost. A server that is about to close should say so on its last answer.',
    rfc: 'RFC 9112 section 9.6',
  };
}
