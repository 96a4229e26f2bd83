import type { Connection, Exchange, Finding } from '../examination.ts';
import { find, type RuleName } from './rules.ts';
import type { Usual } from './usual.ts';
import { atOnce, duration, endWords, isLate, stayed } from './words.ts';

/** What a verdict needs to know beside the connection. */
export interface Context {
  graceMs: number;
  capMs: number;
  /** When the successor got the port; null: the server never gave it up. */
  portFreeMs: number | null;
  /** Of the probe's path; null: asked for, and not known; undefined: nobody asked. */
  usual?: Usual | null | undefined;
  /** The listening socket belongs to somebody outside of the server, as with socket activation. */
  outside?: boolean;
  /** What the fast path answered before the signal; undefined: not known. */
  usualStatus?: number | undefined;
}

/** P1 and P2: nothing was in progress, so it should end; what it is asked later tells whether it has. */
export function judgeAtRest(connection: Connection, context: Context): Finding[] {
  const late = connection.exchanges.find(isLate);
  if (!late) {
    if (connection.end === 'open') return [find('still open', 'still open')];
    return [find(connection.end === 'RST' ? 'reset idle' : 'fine', endWords(connection))];
  }
  if (!late.answer?.whole) {
    return [find('request lost', `asked at ${at(late)}, no answer, ${endWords(connection)}`)];
  }
  return judgeLateAnswer(connection, late, context);
}

/** A request that began after the signal, and was answered. */
export function judgeLateAnswer(
  connection: Connection,
  late: Exchange,
  { portFreeMs }: Context,
): Finding[] {
  const { status, close } = late.answer ?? { status: 0, close: false };
  const asked = `asked at ${at(late)}`;
  if (close) {
    const findings = closeNotKept(connection, late);
    if (findings.length > 0) return findings;
    if (status === 503) return [find('sent away', `${asked}, sent away with 503 and close`)];
    return [
      refusalOf(late, 'request refused') ??
        find('last answer', `${asked}, one last answer with close`),
    ];
  }
  const refused = refusalOf(late, 'request refused');
  // Whoever answers with an error does not serve: the connection alone may outlive the listener.
  if (refused) return [refused];
  if (portFreeMs === null || (late.sentMs ?? 0) < portFreeMs) {
    if (outlives(connection, late, { portFreeMs })) {
      return [
        find('still answers', `${asked}, answered, without close, and ${stayWords(connection)}`),
      ];
    }
    return [find('not told yet', `${asked}, answered, without close, before the port was free`)];
  }
  const before = duration((late.sentMs ?? 0) - portFreeMs);
  const old = `answered by the OLD process; the new one had the port ${before} before`;
  return [find('still answers', `${asked}, ${old}`)];
}

/** P3: the answer had not begun, so it must come whole and can say close. */
export function judgeInProgress(connection: Connection, context: Context): Finding[] {
  const [exchange] = connection.exchanges;
  if (!exchange?.answer?.whole) return [cutFinding('work cut', connection, context)];
  return judgeWhole(connection, exchange, context);
}

/** P4 and P14: the head was out before the signal. */
export function judgeBegun(connection: Connection, context: Context): Finding[] {
  const [exchange] = connection.exchanges;
  const answer = exchange?.answer;
  if (!exchange || !answer?.whole) return [cutFinding('work cut', connection, context)];
  const whole = `whole at ${duration(answer.wholeMs ?? 0)}`;
  if (answer.framing === 'close') return [find('end unknown', `${whole}, by the end alone`)];
  if (answer.close) return closeNotKept(connection, exchange, find('fine', whole));
  const name: RuleName = outlives(connection, exchange, context)
    ? 'stays open after its stream'
    : 'fine';
  return [find(name, `${whole}, ${endWords(connection)}`)];
}

/** P5 and P17: half a head. It may be ended; once completed, it is a request like another. */
export function judgeHalfHead(connection: Connection, context: Context): Finding[] {
  const [exchange] = connection.exchanges;
  if (exchange?.answer?.whole) {
    return judgeWhole(connection, exchange, context, { refused: 'request refused' });
  }
  if (exchange?.sentMs != null) {
    return [find('request lost', `completed at ${at(exchange)}, ${endWords(connection)}`)];
  }
  if (connection.end === 'RST') return [find('reset idle', endWords(connection))];
  if (connection.end === 'open') return [find('still open', 'still open')];
  return [find('no word', `${endWords(connection)}, no 408 and no 503`)];
}

/** P6: half a body. It is work in progress. */
export function judgeHalfBody(connection: Connection, context: Context): Finding[] {
  const [exchange] = connection.exchanges;
  if (!exchange?.answer?.whole) return [cutFinding('upload cut', connection, context)];
  const { status, wholeMs } = exchange.answer;
  const isEarly = exchange.sentMs === null || (wholeMs ?? 0) < exchange.sentMs;
  if (isEarly && status < 500 && status !== 408) {
    // It came after the signal, so the stop made it: half of a body was taken for the whole, or for a bad one.
    const name: RuleName = status < 400 ? 'upload cut' : 'work refused';
    return [find(name, `answered ${status} while half of its body was still to come`)];
  }
  return judgeWhole(connection, exchange, context);
}

/** P7: a slow request with another behind it. */
export function judgePipelined(connection: Connection, context: Context): Finding[] {
  const [first, second] = connection.exchanges;
  if (!first?.answer?.whole) return [cutFinding('work cut', connection, context)];
  if (first.answer.close) {
    if (!second?.answer?.whole) return judgeWhole(connection, first, context);
    return [
      find('close not kept', 'the first answer says close, and the second came all the same'),
    ];
  }
  const refusal = refusalOf(first, 'work refused');
  if (refusal) return [refusal];
  if (second?.answer?.whole) return judgeWhole(connection, second, context, { which: 'both ' });
  const reason = `the first whole, without close; the second had no answer, ${endWords(connection)}`;
  return [find('ends without close', reason)];
}

/** An answer to work that was in progress has come whole. Does it say close, and is that kept? */
function judgeWhole(
  connection: Connection,
  exchange: Exchange,
  context: Context,
  { which = '', refused = 'work refused' }: { which?: string; refused?: RuleName } = {},
): Finding[] {
  const { status, close, framing, wholeMs } = exchange.answer ?? {};
  const sent = isLate(exchange) ? `completed at ${at(exchange)}, ` : '';
  const whole = `${sent}${which}whole at ${duration(wholeMs ?? 0)}`;
  if (framing === 'close') return [find('end unknown', `${whole}, by the end alone`)];
  const refusal = refusalOf(exchange, refused);
  if (close) {
    const kept =
      status === 503 && exchange.sentMs === null
        ? find('sent away', '503 with close')
        : (refusal ?? find('fine', `${whole}, with close${status === 503 ? ', a 503' : ''}`));
    return closeNotKept(connection, exchange, kept);
  }
  if (refusal) return [refusal];
  if (outlives(connection, exchange, context)) {
    return [find('stays open', `${whole}, but without close, and ${stayWords(connection)}`)];
  }
  if (context.portFreeMs === null || (wholeMs ?? 0) < context.portFreeMs) {
    return [find('not told yet', `${whole}, without close, before the port was free`)];
  }
  return [find('ends without close', `${whole}, without close, ${endWords(connection)}`)];
}

/**
 * An error of the server in place of an answer. A 503 with close sends a client away, which is fair to
 * one whose request was not whole when the signal came, and to no other: its work had begun.
 */
function refusalOf(exchange: Exchange, name: RuleName): Finding | undefined {
  const { status, close } = exchange.answer ?? { status: 0, close: false };
  if (status < 500 || (status === 503 && close && isLate(exchange))) return undefined;
  return find(name, `answered ${status}, with${close ? '' : 'out'} close`);
}

/**
 * Does a connection stay although nobody listens any more? As long as somebody does, the server may be
 * serving on by intent.
 */
function outlives(
  { endMs }: Connection,
  { answer }: Exchange,
  { portFreeMs }: Pick<Context, 'portFreeMs'>,
): boolean {
  if (portFreeMs === null) return false;
  const since = Math.max(portFreeMs, answer?.wholeMs ?? 0);
  return endMs === null || endMs - since > atOnce;
}

/**
 * Whole here, where nothing is lost on the way; but a server that resets a connection has thrown away what
 * the client had not taken yet. P8 has no answer that could be lost: its 101 is from before the signal.
 */
export function judgeReset({ end, endMs, exchanges }: Connection): Finding[] {
  const wholeMs = exchanges.findLast(({ answer }) => answer?.whole)?.answer?.wholeMs ?? 0;
  if (end !== 'RST' || wholeMs <= 0 || (endMs ?? 0) - wholeMs > atOnce) return [];
  // Whoever has asked again has had the answer.
  if (exchanges.some(({ sentMs }) => sentMs !== null && sentMs > wholeMs)) return [];
  return [find('reset behind', `whole at ${duration(wholeMs)}, and reset right behind it`)];
}

const stayWords = (connection: Connection): string =>
  connection.end === 'open' ? 'still open' : `open until ${duration(connection.endMs ?? 0)}`;

export function closeNotKept(
  connection: Connection,
  exchange: Exchange,
  ...else_: Finding[]
): Finding[] {
  if (stayed(connection, exchange) <= atOnce) return else_;
  return [find('close not kept', `it says close, and is ${endWords(connection)}`)];
}

/** Cut, and how bad that is: before the grace time was over, or after. */
export function cutFinding(
  name: RuleName,
  connection: Connection,
  { graceMs, capMs }: Context,
): Finding {
  const bytes = connection.exchanges[0]?.answer?.bytes;
  const got = bytes === undefined ? 'no answer' : `cut after ${bytes.toLocaleString('en')} bytes`;
  const reason = `${got}, ${endWords(connection)}`;
  const lasted = connection.endMs ?? capMs;
  return find(lasted < graceMs ? name : 'cut at the limit', reason);
}

const at = ({ sentMs }: Exchange): string => duration(sentMs ?? 0);
