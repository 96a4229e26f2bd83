import { isListening } from '../connections.ts';
import { count, endpointInWords } from '../in-words.ts';
import type { PastedRow } from './format.ts';
import { holderOf, lower } from './holder-in-words.ts';
import type { System } from './system-of.ts';
import type { Said } from './table-in-words.ts';

/**
 * Recv-Q of a listening socket counts connections that its program has not accepted, Send-Q of ss (and
 * of no netstat of Linux) how many may wait (ss(8)).
 */
export function queuesSaid(rows: readonly PastedRow[], system: System | null): Said[] {
  return rows.filter(isListening).flatMap((row): Said[] => {
    const { recvQueue, sendQueue, lines } = row;
    if (!recvQueue) return [];
    const where = `${endpointInWords(row.local)} of ${lower(holderOf(row))}`;
    const room = sendQueue
      ? `, room for ${sendQueue}`
      : ', and this text does not say for how many there is room';
    const wait = `${count(recvQueue, 'connection')} wait${recvQueue === 1 ? 's' : ''} at ${where}${room}.`;
    return [{ about: 'queue', text: `${wait} ${meaning(recvQueue, sendQueue, system)}`, lines }];
  });
}

/**
 * Linux lets in one more than fit (sk_acceptq_is_full() in sock.h), then drops the SYN. FreeBSD lets in
 * half as many more (sonewconn() in uipc_socket.c), macOS none (kern.ipc.soqlimitcompat), and both then
 * reset who comes.
 */
function meaning(waiting: number, room: number | null, system: System | null): string {
  if (!room || waiting < room)
    return 'They are established for their clients, and no program has taken them yet.';
  const stuck = 'the program does not accept (it is stuck, or its backlog is too small)';
  if (system === 'macOS or BSD')
    return waiting * 2 > room * 3
      ? `The accept queue is full: ${stuck}, and newcomers are reset.`
      : `The accept queue is full on macOS: ${stuck}, and newcomers are reset. FreeBSD lets in half as many more.`;
  return waiting > room
    ? `The accept queue is full: ${stuck}, and newcomers hang in SYN_SENT.`
    : `The accept queue is as good as full: ${stuck}. Linux lets in one more, then newcomers hang in SYN_SENT.`;
}
