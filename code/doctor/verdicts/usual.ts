import type { Answer, Connection, Exchange, Finding, Met } from '../examination.ts';
import { type ProbeId, probeOf } from '../probes/all.ts';
import type { Context } from './connections.ts';
import { find } from './rules.ts';
import { duration, heardWithin } from './words.ts';

/** What a path answers when nobody stops the server. */
export interface Usual {
  status: number;
  /** Of the body. */
  bytes: number;
  /** From the request to the end of the answer, in ms; Infinity: longer than was waited. */
  ms: number;
}

/** An answer with so little of the usual length is a cut one; what lacks less may differ by itself. */
const mostOf = 0.9;
/** In a queue of ours an answer takes longer than alone: so many times its usual time at most. */
const queued = 3;

type Doubt = 'status' | 'length' | 'soon' | 'never came';

/**
 * Work that was in progress, and what came of it does not show by itself whether the stop changed it: an
 * answer may be empty, or say 404, or end with the connection, because it always does.
 */
export function doubtOf(id: ProbeId, met: Met, { graceMs, capMs }: Context): Doubt | undefined {
  const { inProgress, needs } = probeOf(id);
  if (!inProgress || met.kind !== 'connection') return undefined;
  const { connection } = met;
  const [first] = connection.exchanges;
  if (!first || (connection.endMs !== null && connection.endMs < 0)) return undefined;
  if (!first.answer?.whole) {
    const hasItsTime = needs === 'slow' || needs === 'upload';
    return hasItsTime && (connection.endMs ?? capMs) >= graceMs ? 'never came' : undefined;
  }
  const { status, framing, bytes } = first.answer;
  const wholeMs = first.answer.wholeMs ?? 0;
  if (wholeMs < 0 || first.sentMs === null) return undefined;
  // Whoever completes a request after the signal is served by a server that leaves, or sent away.
  if (status >= 500) return first.sentMs <= 0 ? 'status' : undefined;
  if (status >= 400) return 'status';
  if (framing === 'close' || (bytes === 0 && needs !== 'upload')) return 'length';
  // A stop may end a stream in order; one of a length that was said cannot be ended so.
  const isEndedSoon = first.answer.headMs < 0 && wholeMs < heardWithin && framing === 'chunked';
  if (isEndedSoon) return 'length';
  return needs === 'slow' && wholeMs < heardWithin ? 'soon' : undefined;
}

/** The answer to work that was in progress, which came whole, as a success, once the signal was sent. */
export function answeredInTheStop(id: ProbeId, met: Met): Answer | undefined {
  if (!probeOf(id).inProgress || met.kind !== 'connection') return undefined;
  const [first] = met.connection.exchanges;
  const { answer } = first ?? {};
  const isOfTheStop = first?.sentMs != null && first.sentMs <= 0 && (answer?.wholeMs ?? 0) > 0;
  return isOfTheStop && answer && answer.status < 400 ? answer : undefined;
}

/** Of another kind, such as a redirect, or with less. */
export const isUnlike = (answer: Answer, usual: Usual): boolean =>
  isOtherKind(answer, usual) || answer.bytes < mostOf * usual.bytes;

/** A success in place of an error is no harm. */
const isOtherKind = (answer: Answer, usual: Usual): boolean =>
  usual.status < 300 && answer.status >= 300;

/** What the usual answer says of one that is in doubt; undefined: it is as usual, and judged like another. */
export function judgeUnusual(id: ProbeId, met: Met, context: Context): Finding[] | undefined {
  const doubt = doubtOf(id, met, context);
  const { usual } = context;
  if (met.kind !== 'connection' || usual === undefined) return undefined;
  if (!doubt) return judgeUnlike(answeredInTheStop(id, met), usual);
  const [first] = met.connection.exchanges;
  if (doubt === 'never came') return judgeMissing(met.connection, context);
  if (doubt === 'soon') return judgeSoon(met.connection, usual);
  const { status = 0, bytes = 0 } = first?.answer ?? {};
  const said = doubt === 'status' ? `answered ${status}` : `answered with ${bytesOf(bytes)}`;
  if (!usual || usual.ms === Number.POSITIVE_INFINITY) {
    if (status >= 500) return undefined; // an error of the server is judged as one
    return [find('is it the usual', `${said}; whether it does so without a stop is not known`)];
  }
  if (doubt === 'status') {
    if (usual.status >= 400) {
      return [find('is it the usual', `${said}, and ${usual.status} without a stop, too`)];
    }
    return [find('work refused', `${said}; without a stop ${usual.status}`)];
  }
  if (bytes >= usual.bytes) return undefined;
  const less = `${said}, without a stop with ${bytesOf(usual.bytes)}`;
  if (bytes >= mostOf * usual.bytes) return [find('is it the usual', less)];
  return [find(first?.answer?.framing === 'close' ? cutOf(id) : 'answer cut short', less)];
}

/** Nothing speaks against it, but that it is not what it is without a stop: an error may be inside. */
function judgeUnlike(answer: Answer | undefined, usual: Usual | null): Finding[] | undefined {
  if (!answer || !usual || !isUnlike(answer, usual)) return undefined;
  if (isOtherKind(answer, usual)) {
    const reason = `answered ${answer.status}; without a stop ${usual.status}`;
    return [find('work refused', reason)];
  }
  const less = `answered with ${bytesOf(answer.bytes)}, without a stop with ${bytesOf(usual.bytes)}`;
  return [find('is it the usual', `${less}: perhaps an error, or cut`)];
}

/** Answered at the signal: by chance, or in haste? Half of the usual time is no chance; half an answer is cut. */
function judgeSoon(connection: Connection, usual: Usual | null): Finding[] | undefined {
  const [first] = connection.exchanges;
  const took = (first?.answer?.wholeMs ?? 0) - askedMs(connection, first);
  if (!usual || took * 2 >= usual.ms) return undefined;
  const why = `answered in ${duration(took)}, at the signal; without a stop it takes ${duration(usual.ms)}`;
  const bytes = first?.answer?.bytes ?? 0;
  if (bytes >= mostOf * usual.bytes) return [find('is it the usual', why)];
  const less = `with ${bytesOf(bytes)}, usually ${bytesOf(usual.bytes)}`;
  return [find('answer cut short', `${why}; ${less}`)];
}

/** No answer, though the grace time was over: was it due by then? */
function judgeMissing(connection: Connection, { usual, capMs }: Context): Finding[] | undefined {
  if (!usual) return undefined;
  const waited = (connection.endMs ?? capMs) - askedMs(connection, connection.exchanges[0]);
  if (usual.ms >= waited) {
    if (connection.end !== 'open') return undefined; // it met a limit
    const takes = usual.ms === Number.POSITIVE_INFINITY ? 'longer' : duration(usual.ms);
    return [
      find('is it the usual', `no answer in ${duration(waited)}; without a stop it takes ${takes}`),
    ];
  }
  if (usual.ms * queued >= waited) return undefined;
  const due = `no answer in ${duration(waited)}; without a stop it takes ${duration(usual.ms)}`;
  return [find('answer never came', due)];
}

const askedMs = ({ openedMs }: Connection, exchange: Exchange | undefined): number =>
  exchange?.sentMs ?? openedMs;

const cutOf = (id: ProbeId) => (probeOf(id).needs === 'upload' ? 'upload cut' : 'work cut');

const bytesOf = (bytes: number): string =>
  bytes === 0 ? 'nothing' : `${bytes.toLocaleString('en')} bytes`;
