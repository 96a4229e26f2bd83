import { type Cell, grid } from '../base/grid.ts';
import { styleOf } from '../base/paint.ts';
import { wrapLines } from '../base/text/wrap.ts';
import { type Item, itemsIn, markChanges } from './changes.ts';
import type { End, PairingOptions } from './connections.ts';
import {
  backlogInWords,
  count,
  endpointInWords,
  ownerInWords,
  queuesInWords,
  stateInWords,
  stateOfRow,
  timerInWords,
  waitingInWords,
} from './in-words.ts';
import type { SocketRow } from './socket-row.ts';
import { stacked } from './stacked.ts';

export interface TableOptions extends PairingOptions {
  /** Columns of the terminal, which no line exceeds (default: as many as needed). */
  width?: number | undefined;
  /** 16 ANSI colours; words and signs carry the same (default: no). */
  color?: boolean | undefined;
  /** What the title calls the table (default: the port, or this machine). */
  title?: string | undefined;
  /** The rows of the table before: marks what is new `+`, has changed `~`, is gone `-`. */
  previous?: readonly SocketRow[] | undefined;
}

/**
 * The table for people: listening sockets, then each connection with both its ends on one line, the
 * server's first. Where such a line would be too long, the ends stand below one another.
 */
export function socketTable(rows: readonly SocketRow[], options: TableOptions = {}): string {
  const { width = Number.POSITIVE_INFINITY, color = false, previous } = options;
  const now = itemsIn(rows, options);
  const items = previous ? markChanges(itemsIn(previous, options), now) : now;
  const blocks = [
    wrapLines(title(rows, now, options), width),
    block(items, 'listening', listeningHeader, { width, color }),
    block(items, 'connection', connectionHeader, { width, color }),
    rows.some((row) => waitingInWords(row)) ? wrapLines(queues, width) : [],
    rows.some((row) => ownerInWords(row) === 'unknown') ? wrapLines(unknownOwners, width) : [],
  ];
  return blocks
    .filter((lines) => lines.length)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

const queues = 'Queues: bytes not read yet / bytes sent and not acknowledged yet.';
const unknownOwners =
  'An unknown owner is a program of another user, which root can see, or of another container.';

function title(
  rows: readonly SocketRow[],
  items: readonly Item[],
  { port, title }: TableOptions,
): string {
  const where = title ?? (port === undefined ? 'This machine' : `Port ${port}`);
  const listening = items.filter(({ kind }) => kind === 'listening').length;
  const connections = count(items.length - listening, 'connection');
  const bound = rows.filter(({ state }) => state === 'BOUND').length;
  return `${where}: ${count(listening, 'listening socket')}, ${connections}${bound ? `, ${bound} bound only` : ''}`;
}

const endHeader = ['state', 'queues', 'timer', 'owner'];
const listeningHeader = ['', 'listening', 'state', 'backlog', 'owner'];
const connectionHeader = ['', 'server end', ...endHeader, '', 'client end', ...endHeader];

/** The lines of one kind: side by side when they fit, else below one another. */
function block(
  items: readonly Item[],
  kind: Item['kind'],
  header: readonly string[],
  { width, color }: { width: number; color: boolean },
): string[] {
  const ours = items.filter((item) => item.kind === kind);
  if (ours.length === 0) return [];
  const table = grid(header, ours.map(cellsOf), color);
  return table.width <= width ? table.lines : ours.flatMap((item) => stacked(item, width, color));
}

function cellsOf(item: Item): Cell[] {
  const mark = { text: item.mark.trim(), style: styleOf(item.mark) };
  if (item.kind === 'listening') {
    const { row } = item;
    const texts = [
      endpointInWords(row.local),
      stateOfRow(row),
      backlogInWords(row),
      ownerInWords(row),
    ];
    return [mark, ...texts.map((text) => ({ text, style: styleOf(text) }))];
  }
  const { server, client } = item.connection;
  return [mark, ...endCells(server), { text: '──', style: 'dim' }, ...endCells(client)];
}

const endCells = (end: End): Cell[] => [
  { text: endpointInWords(end.endpoint) },
  { text: stateInWords(end), style: styleOf(stateInWords(end)) },
  { text: queuesInWords(end.row) },
  { text: timerInWords(end.row?.timer) },
  { text: ownerInWords(end.row) },
];
