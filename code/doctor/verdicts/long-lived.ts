import type { Connection, Finding, Http2Session } from '../examination.ts';
import type { Context } from './connections.ts';
import { find } from './rules.ts';
import { duration, endWords } from './words.ts';

/** Normal closure, going away, service restart (RFC 6455 section 7.4.1, IANA's registry). */
const politeCodes = [1000, 1001, 1012];

/** P8: a WebSocket is to hear that the server goes. */
export function judgeWebSocket(connection: Connection): Finding[] {
  const { closeCode, end } = connection;
  if (closeCode === null) {
    if (end === 'open') return [find('still open', 'no Close frame, still open')];
    return [find('no close frame', `no Close frame, ${endWords(connection)}`)];
  }
  const polite = politeCodes.includes(closeCode);
  const reason = `Close frame ${closeCode === 1005 ? 'without a code' : closeCode}, ${endWords(connection)}`;
  return [find(end === 'open' ? 'still open' : 'fine', reason, polite ? undefined : 'note')];
}

/** P9: an event stream may be ended at any time; its client comes back by itself. */
export function judgeSse(connection: Connection): Finding[] {
  if (connection.end === 'open') return [find('still open', 'still open')];
  if (connection.end === 'RST') return [find('reset idle', endWords(connection))];
  const whole = connection.exchanges[0]?.answer?.whole;
  return [
    whole
      ? find('orderly end', `ended in order, ${endWords(connection)}`)
      : find('fine', endWords(connection)),
  ];
}

/** P10: the idle session and the one with a stream. */
export function judgeHttp2(
  { idle, busy }: { idle: Http2Session; busy: Http2Session | null },
  { graceMs, capMs }: Context,
): Finding[] {
  const findings: Finding[] = [];
  const { whole, status } = busy?.stream ?? { whole: false, status: null };
  const answered = `the stream was answered ${status}`;
  if (whole && (status ?? 0) >= 500) findings.push(find('work refused', answered));
  else if (whole && (status ?? 0) >= 400) return [find('is it the usual', answered)];
  if (busy?.stream && !busy.stream.whole) {
    const lasted = busy.endMs ?? capMs;
    const reason = `the stream was cut, ${sessionEnd(busy)}`;
    findings.push(find(lasted < graceMs ? 'stream cut' : 'cut at the limit', reason));
  }
  for (const [name, session] of [
    ['idle', idle],
    ['busy', busy],
  ] as const) {
    if (!session) continue;
    const reason = `${name}: ${goawayWords(session)}, ${sessionEnd(session)}`;
    if (session.endMs === null) findings.push(find('still open', reason));
    else findings.push(find(session.goaways.length > 0 ? 'fine' : 'no GOAWAY', reason));
  }
  return findings;
}

/** The first may allow more streams than the last does (RFC 9113 section 6.8): a graceful end takes two. */
const goawayWords = ({ goaways }: Http2Session): string =>
  goaways.length > 0
    ? `GOAWAY after ${goaways.map(({ ms }) => duration(ms)).join(' and ')}`
    : 'no GOAWAY';

const sessionEnd = ({ endMs }: Http2Session): string =>
  endMs === null ? 'still open' : `closed after ${duration(endMs)}`;
