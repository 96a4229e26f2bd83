import { type Connection, type End, grouped, isListening } from '../connections.ts';
import {
  backlogInWords,
  endpointInWords,
  ownerInWords,
  stateInWords,
  stateOfRow,
  timerInWords,
  waitingInWords,
} from '../in-words.ts';
import type { Endpoint, SocketRow } from '../socket-row.ts';
import { connectionsOf } from './connections-of.ts';
import type { PastedRow } from './format.ts';
import type { PastedTable } from './read-table.ts';
import { isElsewhere } from './table-in-words.ts';
import { rowsOf } from './table-parts.ts';

/** A table as it is drawn: port by port, who listens and who is connected, both ends on one line. */
export interface Drawing {
  ports: DrawnPort[];
  /** Ports that were left out, since nobody looks at hundreds. */
  more: number;
}

export interface DrawnPort {
  /** `7888`, or the name that the text has in its place. */
  port: string;
  listeners: DrawnListener[];
  /** All servers of the port are on other machines, so that no listener is missed here. */
  isElsewhere: boolean;
  connections: DrawnConnection[];
  /** Connections of the port that were left out. */
  more: number;
}

export interface DrawnListener {
  place: string;
  /** `node 4711`; '' where the text does not say. */
  holder: string;
  state: string;
  /** `3 not accepted yet, room for 511`, or ''. */
  backlog: string;
}

export interface DrawnConnection {
  server: DrawnEnd;
  client: DrawnEnd;
  line: LineKind;
  /** Numbers of the lines of the text that it was read from. */
  lines: number[];
}

export interface DrawnEnd {
  place: string;
  /** As of a listener; '' too where there is no row. */
  holder: string;
  /** The state, or why there is no row: `elsewhere`. */
  state: string;
  /** The text has a row for this end. */
  isRow: boolean;
  /** It is held by a named process, and others listen on its port. */
  isStray: boolean;
  /** Bytes that wait and a timer that runs. */
  notes: string[];
}

/** What becomes of a connection: `ended` holds no program any more, `unknown` has a state in no list. */
export type LineKind = 'opening' | 'open' | 'closing' | 'ended' | 'unknown';

export interface DrawingOptions {
  /** This port only, and then more of it. */
  port?: number | undefined;
}

/** How much is drawn of each port, of one that was asked for, and how many ports. */
const most = { connections: 12, ofOnePort: 100, listeners: 24, ports: 24 };

/** The rows of one table as a drawing; the ports where most happens come first. */
export function drawing(table: PastedTable, { port }: DrawingOptions = {}): Drawing {
  const groups = groupsOf(table, port);
  const drawn = groups.slice(0, most.ports).map(({ name, listeners, connections }): DrawnPort => {
    const room = port === undefined ? most.connections : most.ofOnePort;
    const all = connections.map((connection) => drawnConnection(connection, listeners));
    const shown = all.sort((a, b) => weight(b) - weight(a)).slice(0, room);
    return {
      port: name,
      listeners: listeners.slice(0, most.listeners).map(drawnListener),
      isElsewhere: connections.length > 0 && connections.every(({ server }) => isElsewhere(server)),
      connections: shown,
      more: all.length - shown.length,
    };
  });
  return { ports: drawn, more: groups.length - drawn.length };
}

/** The ports of a table that a reader may choose from, the busiest first. */
export const portsIn = (table: PastedTable): number[] =>
  groupsOf(table).flatMap(({ number }) => (number > 0 ? [number] : []));

interface Group {
  name: string;
  number: number;
  listeners: PastedRow[];
  connections: Connection[];
}

function groupsOf(table: PastedTable, port?: number): Group[] {
  const rows = rowsOf(table, port);
  const connections = grouped(connectionsOf(table, port), ({ server }) => portOf(server.endpoint));
  const listeners = grouped(rows.filter(isListening), ({ local }) => portOf(local));
  return [...new Set([...connections.keys(), ...listeners.keys()])]
    .map((name): Group => {
      const ours = connections.get(name) ?? [];
      const theirs = listeners.get(name) ?? [];
      const number = ours[0]?.server.endpoint.port ?? theirs[0]?.local.port ?? 0;
      return { name, number, listeners: theirs, connections: ours };
    })
    .sort((a, b) => busyness(b) - busyness(a) || a.number - b.number);
}

/** A port with a listener and connections tells most; then one of the two. */
const busyness = ({ listeners, connections }: Group): number =>
  connections.length + (connections.length > 0 && listeners.length > 0 ? 1e9 : 0);

const portOf = ({ service, port }: Endpoint): string => service ?? String(port);

const drawnListener = (row: PastedRow): DrawnListener => ({
  place: endpointInWords(row.local),
  holder: ownerInWords(row),
  state: stateOfRow(row),
  backlog: backlogInWords(row),
});

function drawnConnection(
  { server, client }: Connection,
  listeners: readonly PastedRow[],
): DrawnConnection {
  const rows = [server, client].flatMap(({ row }) => (row ? [row as PastedRow] : []));
  return {
    server: { ...drawnEnd(server), isStray: isStray(server.row, listeners) },
    client: { ...drawnEnd(client), isStray: false },
    line: lineKind(rows),
    lines: [...new Set(rows.flatMap(({ lines }) => lines))].sort((a, b) => a - b),
  };
}

const drawnEnd = (end: End): Omit<DrawnEnd, 'isStray'> => ({
  place: endpointInWords(end.endpoint),
  holder: ownerInWords(end.row),
  state: stateInWords(end),
  isRow: end.row !== null,
  notes: end.row
    ? [waitingInWords(end.row), timerInWords(end.row.timer)].filter((note) => note !== '')
    : [],
});

/** Only where the text names the holder and every listener can one be said not to listen. */
function isStray(row: SocketRow | null, listeners: readonly PastedRow[]): boolean {
  const holders = row && row.state !== 'TIME_WAIT' ? pidsOf(row) : [];
  if (holders.length === 0 || listeners.length === 0) return false;
  if (listeners.some((listener) => pidsOf(listener).length === 0)) return false;
  return !listeners.some((listener) => pidsOf(listener).some((pid) => holders.includes(pid)));
}

const pidsOf = ({ owner, owners }: SocketRow): number[] =>
  (owners ?? (owner ? [owner] : [])).flatMap(({ pid }) => (pid > 0 ? [pid] : []));

/** The end that is furthest on decides: RFC 9293 section 3.3.2. */
function lineKind(rows: readonly PastedRow[]): LineKind {
  const states = new Set(rows.map(({ state }) => state));
  if (states.has('UNKNOWN')) return 'unknown';
  if (states.has('SYN_SENT') || states.has('SYN_RECV')) return 'opening';
  if (states.has('TIME_WAIT') || states.has('CLOSE')) return 'ended';
  return states.has('ESTABLISHED') && states.size === 1 ? 'open' : 'closing';
}

/** What a reader looks for comes first: who still answers without listening, then what is open. */
const weight = ({ server, line }: DrawnConnection): number =>
  (server.isStray ? 8 : 0) + (line === 'ended' ? 0 : line === 'open' ? 4 : 2);
