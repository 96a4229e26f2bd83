import type { Connection, End } from '../connections.ts';
import { endpointInWords } from '../in-words.ts';
import type { PastedRow } from './format.ts';
import { holderOf, lower } from './holder-in-words.ts';
import type { System } from './system-of.ts';
import { most, type Said } from './table-in-words.ts';

/** Whose turn it is where one side has closed and the other has not: RFC 9293 section 3.6. */
export function turns(connections: readonly Connection[], system: System | null): Said[] {
  const ends = connections.flatMap(({ server, client }) => [
    { near: server, far: client },
    { near: client, far: server },
  ]);
  const told = ends.flatMap(({ near, far }): Said[] => {
    const row = near.row as PastedRow | null;
    const turn = row && turnOf(row, far, system);
    return row && turn ? [{ about: 'turn', text: turn, lines: row.lines }] : [];
  });
  const more = told.length - most;
  return more > 0
    ? [...told.slice(0, most), { about: 'turn', text: `${more} more such rows.`, lines: [] }]
    : told;
}

function turnOf(row: PastedRow, far: End, system: System | null): string | null {
  const near = endpointInWords(row.local);
  const peer = endpointInWords(far.endpoint);
  switch (row.state) {
    case 'CLOSE_WAIT':
      return `CLOSE_WAIT at ${near}: ${peer} has closed, and ${lower(holderOf(row))} has not. It is its turn; no timer of TCP ends that, unless TCP keepalive is on.`;
    case 'FIN_WAIT2':
      return `FIN_WAIT2 at ${near}: this side has closed, ${peer} has not. It is the turn of ${far.row ? lower(holderOf(far.row as PastedRow)) : 'the other side'}. ${endOfFinWait2(row, system)}`;
    case 'SYN_SENT':
      return `SYN_SENT at ${near}: ${peer} has not answered yet: nobody is there, a filter drops it, or its accept queue is full.`;
    default:
      return null;
  }
}

/** Where its timer is that of TIME_WAIT, Linux has taken the socket from its program (tcp_fin() in tcp_input.c, tcp_time_wait()). */
function endOfFinWait2({ timer }: PastedRow, system: System | null): string {
  if (timer?.kind === 'timewait')
    return `No program holds it any more: Linux ends it in ${Math.round(timer.ms / 1000)} s.`;
  const ends =
    system === 'Linux'
      ? 'Linux ends it after tcp_fin_timeout, 60 s by default'
      : 'its system ends it after a while (Linux after 60 s)';
  return `Once no program holds the socket, ${ends}; one that a program still holds stays.`;
}
