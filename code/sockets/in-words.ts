import { safe } from '../base/text/safe.ts';
import type { End } from './connections.ts';
import type { Endpoint, Owner, SocketRow, SocketTimer } from './socket-row.ts';

/** `127.0.0.1:7888`, `[::1]:7888`; with `…` where a column cut it, `[2001:db8:1152:2…]:57478`. */
export function endpointInWords({ address, port, service, cut }: Endpoint): string {
  const at = safe(address) + (cut?.startsWith('address') ? '…' : '');
  const number = safe(service ?? String(port)) + (cut?.endsWith('port') ? '…' : '');
  return `${address.includes(':') ? `[${at}]` : at}:${number}`;
}

/** The state of an end; in small letters, why it has none. */
export const stateInWords = ({ row, missing }: End): string =>
  row ? stateOfRow(row) : (missing ?? '');

/** `LISTEN`; `LISTEN?` where the text does not say it; `ESCUTA (LISTEN?)` where no list has the word. */
export function stateOfRow({ state, guessed, word }: SocketRow): string {
  if (!guessed) return state;
  const guess = state === 'UNKNOWN' ? '?' : `${state}?`;
  return word ? `${safe(word)} (${guess})` : guess;
}

/** Bytes that wait at an end, as netstat's Recv-Q and Send-Q: `12/0`. */
export const queuesInWords = (row: SocketRow | null): string =>
  row && row.recvQueue !== null ? `${row.recvQueue}/${row.sendQueue ?? '?'}` : '';

/** The same in words; '' when nothing waits, and for a listening socket, which counts connections. */
export function waitingInWords({ state, recvQueue, sendQueue }: SocketRow): string {
  if (state === 'LISTEN') return '';
  const unread = recvQueue ? [`${recvQueue} B unread`] : [];
  const unacknowledged = sendQueue ? [`${sendQueue} B unacknowledged`] : [];
  return [...unread, ...unacknowledged].join(', ');
}

/** Connections that the program of a listening socket has still to take. */
export const backlogInWords = ({ state, recvQueue, sendQueue }: SocketRow): string =>
  state === 'LISTEN' && recvQueue
    ? `${recvQueue} not accepted yet${sendQueue ? `, room for ${sendQueue}` : ''}`
    : '';

/** `TCP keepalive 44 s`: the bare word would be taken for HTTP's keep-alive. */
export function timerInWords(timer: SocketTimer | null | undefined): string {
  if (!timer) return '';
  const name = timer.kind === 'keepalive' ? 'TCP keepalive' : timer.kind;
  const seconds = timer.ms / 1000;
  const tries = timer.tries ? `, ${timer.tries} unanswered` : '';
  return `${name} ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s${tries}`;
}

/** `node 4711`, or why no program can be named; '' when owners were not asked for. */
export function ownerInWords(row: SocketRow | null): string {
  if (row?.owner === undefined) return '';
  const [first, ...others] = row.owners ?? (row.owner ? [row.owner] : []);
  if (first) return [programInWords(first), ...others.map(({ pid }) => pid)].join(', ');
  if (row.inode === 0) return waiting.has(row.state) ? 'not accepted yet' : 'nobody';
  return row.state === 'TIME_WAIT' ? 'nobody' : 'unknown';
}

/** `node 4711`; a text may tell one of the two only. */
export function programInWords({ pid, program, component }: Owner): string {
  const name = safe(component ? `${program} (${component})` : program);
  return pid === 0 ? name : program === '?' && !component ? `pid ${pid}` : `${name} ${pid}`;
}

/** What a connection without a holder may be in when its program has still to accept it. */
const waiting = new Set<SocketRow['state']>(['SYN_RECV', 'ESTABLISHED', 'CLOSE_WAIT']);

/** `no connection`, `1 connection`, `2 connections`. */
export const count = (number: number, noun: string): string =>
  `${number || 'no'} ${noun}${number > 1 ? 's' : ''}`;
