import { ownerInWords } from '../in-words.ts';
import type { SocketRow } from '../socket-row.ts';

export const unnamed = 'A program that the text does not name';

/** `node 4711`, or `A program that the text does not name`. */
export function holderOf(row: SocketRow): string {
  const holder = row.state === 'TIME_WAIT' ? 'nobody' : ownerInWords(row);
  if (holder === '' || holder === 'unknown')
    return mayBeNobodys.has(row.state) ? `Nobody, or ${lower(unnamed)}` : unnamed;
  if (holder === 'nobody') return 'Nobody';
  return holder === 'not accepted yet' ? 'Nobody yet, since no program has accepted it' : holder;
}

/** What a socket goes through after its program has let go of it. */
const mayBeNobodys = new Set<SocketRow['state']>(['FIN_WAIT1', 'FIN_WAIT2', 'CLOSING', 'LAST_ACK']);

export const lower = (text: string): string =>
  text.replace(/^(?:A program|Nobody)/, (word) => word.toLowerCase());
