import { atOnce, duration } from '../verdicts/words.ts';
import type { PerConnection, TimeoutFinding, Wait } from './timeouts.ts';

/** Programs that keep connections to a server, and how long they keep an idle one by default, in ms. */
const senders = [
  // nginx: ngx_http_upstream_module, keepalive_timeout
  { name: 'nginx', poolMs: 60_000 },
  // undici, which is fetch in Node: Client, keepAliveTimeout
  { name: 'fetch in Node', poolMs: 4_000 },
] as const;

/** A promise that is kept with less than this to spare is broken by the time that an answer travels, in ms. */
const margin = 500;

/** What is open for so long has no limit of the usual kind: Node's own takes up to 90 s, in ms. */
const longEnough = 90_000;

/** What was seen of one wait, judged. @param capMs how long was waited at most */
export function judgeWait(wait: Wait, capMs: number): TimeoutFinding[] {
  return wait.what === 'idle' ? judgeIdle(wait, capMs) : [judgeUnfinished(wait, capMs)];
}

function judgeIdle({ what, saidMs, doneMs, end }: Wait, capMs: number): TimeoutFinding[] {
  const seen = [
    saidMs === null ? 'says nothing' : `says ${duration(saidMs)}`,
    doneMs === null ? `open after ${duration(capMs)}` : `${end} after ${duration(doneMs)}`,
  ].join(', ');
  const finding = { what, seen, rfc: null, lesson: 12 };
  if (saidMs !== null && doneMs !== null && doneMs < saidMs - margin) {
    const consequence =
      'It breaks its promise: a sender that believes it sends on a connection that is gone.';
    return [{ ...finding, level: 'fault', consequence }];
  }
  const early = senders.filter(({ poolMs }) => doneMs !== null && doneMs <= poolMs + margin);
  const tooSoon = early.map(
    ({ name, poolMs }): TimeoutFinding => ({
      ...finding,
      level: 'warning',
      consequence: `Shorter than the ${duration(poolMs)} that ${name} keeps a connection for, unless told otherwise: now and then a request meets the end of its connection. A GET is sent again; a POST becomes an error, a 502 behind a proxy.`,
      rfc: 'RFC 9110 section 9.2.2',
    }),
  );
  if (tooSoon.length > 0) return tooSoon;
  if (saidMs !== null && doneMs !== null && doneMs < saidMs + margin) {
    const consequence =
      'No margin: it closes in the moment that it named, when a sender may still be on its way.';
    return [{ ...finding, level: 'note', consequence }];
  }
  const longest = Math.max(...senders.map(({ poolMs }) => poolMs));
  const waitedTooShort = doneMs === null && capMs <= longest;
  const consequence = waitedTooShort
    ? `Waited too short a time to say more: raise --cap above ${duration(longest)}.`
    : null;
  return [{ ...finding, level: consequence ? 'note' : 'pass', consequence }];
}

function judgeUnfinished({ what, doneMs, end, status }: Wait, capMs: number): TimeoutFinding {
  const answer = status === null ? '' : `, answered ${status}`;
  const finding = { what, lesson: 13 };
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
  const finding = { what: 'requests per connection', lesson: 12 } as const;
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
