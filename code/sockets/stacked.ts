import { paint, styleOf } from '../base/paint.ts';
import { columnsOf, cut } from '../base/text/width.ts';
import type { Item } from './changes.ts';
import type { End } from './connections.ts';
import {
  backlogInWords,
  endpointInWords,
  ownerInWords,
  stateInWords,
  timerInWords,
  waitingInWords,
} from './in-words.ts';

/** A listening socket or a connection where there is little room: an end a line, details below it. */
export function stacked(item: Item, width: number, color: boolean): string[] {
  const lines = (mark: string, role: string, end: End) => endLines(mark, role, end, width, color);
  if (item.kind === 'listening')
    return lines(item.mark, 'listen', { endpoint: item.row.local, row: item.row });
  const { server, client } = item.connection;
  return [...lines(item.mark, 'server', server), ...lines(' ', 'client', client)];
}

/** Where less of an address could be shown than this, the state stands below it. */
const leastAddress = 4;

const margin = ' '.repeat(9);

function endLines(mark: string, role: string, end: End, width: number, color: boolean): string[] {
  const { endpoint, row } = end;
  const state = stateInWords(end);
  const port = `:${endpoint.port}`;
  const alone = width - columnsOf(`${mark} ${role} `);
  const beside = alone - columnsOf(` ${state}`);
  const room = beside < port.length + leastAddress ? alone : beside;
  // The port is what a reader looks for, so the cut is in the address.
  const whole = endpointInWords(endpoint);
  const address =
    columnsOf(whole) > room ? cut(whole.slice(0, -port.length), room - port.length) + port : whole;
  const first = `${paint(mark, styleOf(mark), color)} ${role} ${address}`;
  const then = paint(state, styleOf(state), color);

  const details = row
    ? [backlogInWords(row), waitingInWords(row), timerInWords(row.timer), ownerInWords(row)]
    : [];
  return [
    ...(columnsOf(address) <= beside ? [`${first} ${then}`.trimEnd()] : [first, margin + then]),
    ...details.filter(Boolean).map((detail) => cut(`${margin}${detail}`, width)),
  ];
}
