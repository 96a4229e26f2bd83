import { type Connection, type End, grouped, isListening } from '../connections.ts';
import { endpointInWords, ownerInWords, stateOfRow, timerInWords } from '../in-words.ts';
import type { Endpoint, SocketRow } from '../socket-row.ts';
import { connectionsOf } from './connections-of.ts';
import type { PastedRow } from './format.ts';
import type { PastedTable } from './read-table.ts';
import { lackInWords } from './reading-in-words.ts';
import { rowsOf, samePlace } from './table-parts.ts';
import { workersIn } from './workers-in-words.ts';

/** A sentence that follows from a table, and the lines of the text that it follows from. */
export interface Said {
  about:
    | 'listens'
    | 'connected'
    | 'two ends'
    | 'next'
    | 'queue'
    | 'turn'
    | 'workers'
    | 'hidden'
    | 'unknown';
  text: string;
  lines: number[];
}

/** What follows from the rows of one table, and from nothing else; with a port, from those of the port. */
export function tableInWords(table: PastedTable, port?: number): Said[] {
  const rows = rowsOf(table, port);
  const connections = connectionsOf(table, port);
  return [
    ...listens(rows, port),
    ...connected(connections),
    ...twoEnds(connections),
    ...next(rows, connections),
    ...fullQueues(rows),
    ...turns(connections),
    ...workersIn(rows, connections),
    ...hidden(table),
    ...unknown(table, connections),
  ];
}

/** No table of a busy machine is told row by row. */
const most = 12;

function listens(rows: readonly PastedRow[], port: number | undefined): Said[] {
  const listeners = rows.filter(isListening);
  const said = listeners.slice(0, most).map((row): Said => {
    const guess = row.guessed ? ', as far as the addresses tell' : '';
    return {
      about: 'listens',
      text: `${holderOf(row)} listens on ${endpointInWords(row.local)}${guess}.`,
      lines: row.lines,
    };
  });
  const more = listeners.length - said.length;
  if (more > 0) said.push({ about: 'listens', text: `${more} more listening sockets.`, lines: [] });
  if (said.length > 0) return [...said, ...besides(listeners)];
  const where = port === undefined ? '' : ` on port ${port}`;
  return [
    {
      about: 'listens',
      text: `No row of this text listens${where}. That is not proof that nobody does.`,
      lines: [],
    },
  ];
}

/** Several programs on one address: SO_REUSEPORT, or SO_REUSEADDR of Windows. */
function besides(listeners: readonly PastedRow[]): Said[] {
  const byPlace = grouped(listeners, ({ local }) => samePlace(local));
  return [...byPlace.values()].flatMap((rows): Said[] => {
    const pids = new Set(rows.flatMap(({ owner }) => owner?.pid || []));
    const [row] = rows;
    if (!row || pids.size < 2) return [];
    return [
      {
        about: 'listens',
        text: `${pids.size} programs listen on ${endpointInWords(row.local)}, each with a socket of its own (SO_REUSEPORT): each newcomer is given to one of them, an old one included.`,
        lines: rows.flatMap(({ lines }) => lines),
      },
    ];
  });
}

function connected(connections: readonly Connection[]): Said[] {
  const said = connections.slice(0, most).map(({ server, client }): Said => {
    const row = server.row ?? client.row;
    const state = row ? stateOfRow(row) : '';
    return {
      about: 'connected',
      text: `${client.row ? `${holderOf(client.row)}, ` : ''}${endpointInWords(client.endpoint)}${client.row ? ',' : ''} is connected to ${endpointInWords(server.endpoint)}${server.row ? ` of ${lower(holderOf(server.row))}` : ''}: ${state}${since(server, client)}.`,
      lines: linesOf(server, client),
    };
  });
  const more = connections.length - said.length;
  if (more > 0) said.push({ about: 'connected', text: `${more} more connections.`, lines: [] });
  return said;
}

/** A table has no ages, save CreationTime of Windows and the rest of a TIME_WAIT, 60 s on Linux. */
function since(...ends: End[]): string {
  for (const { row } of ends) {
    const created = (row as PastedRow | null)?.created;
    if (created) return `, since ${created}`;
    if (row?.state === 'TIME_WAIT' && row.timer?.kind === 'timewait')
      return `, ended ${Math.max(0, Math.round(60 - row.timer.ms / 1000))} s before`;
    if (row?.timer?.kind === 'keepalive') return `, ${timerInWords(row.timer)}`;
  }
  return '';
}

function twoEnds(connections: readonly Connection[]): Said[] {
  return connections
    .filter(({ server, client }) => server.row && client.row && server.row !== client.row)
    .slice(0, most)
    .map(({ server, client }): Said => {
      const lines = linesOf(server, client);
      return {
        about: 'two ends',
        text: `Lines ${lines.join(' and ')} are the two ends of one connection.`,
        lines,
      };
    });
}

/** A server of another machine, whose listeners no table of this one has. */
export const isElsewhere = ({ missing }: End): boolean =>
  missing === 'elsewhere' || missing === 'cut off';

/** Who takes the next connection, and who answers on those that are open. */
function next(rows: readonly PastedRow[], connections: readonly Connection[]): Said[] {
  const listening = new Set(rows.filter(isListening).map(({ local }) => local.port));
  const open = connections.filter(
    ({ server, client }) =>
      [server, client].some(({ row }) => row?.state === 'ESTABLISHED') &&
      (!isElsewhere(server) || listening.has(server.endpoint.port)),
  );
  const ports = new Map<number, Endpoint>();
  for (const { server } of open) ports.set(server.endpoint.port, server.endpoint);
  return [...ports.keys()].slice(0, most).map((port): Said => {
    const listeners = rows.filter((row) => isListening(row) && row.local.port === port);
    const holders = [...new Set(listeners.map(holderOf))];
    const taker =
      holders.length === 0
        ? 'nobody in this text listens, so it is refused, unless a filter took that row'
        : `${lower(holders.join(', or '))}${holders.length > 1 ? ': more than one listens' : ''}`;
    const servers = open.filter(({ server }) => server.endpoint.port === port && server.row);
    const still = [...new Set(servers.map(({ server }) => holderOf(server.row as PastedRow)))];
    const kept = keptInWords(still, holders, servers.length);
    return {
      about: 'next',
      text: `Who answers next on port ${port}? A new client: ${taker}.${kept}`,
      lines: [...listeners, ...servers.map(({ server }) => server.row as PastedRow)].flatMap(
        ({ lines }) => lines,
      ),
    };
  });
}

/** A holder without a name may be any: whether it is the one that listens, the text cannot say. */
function keptInWords(still: readonly string[], listening: readonly string[], clients: number) {
  if (still.length === 0) return '';
  if ([...still, ...listening].includes(unnamed))
    return ' Who answers on connections that are open, this text cannot say: it does not name every holder. An app that was stopped may be among them.';
  const others = still.filter((holder) => !listening.includes(holder));
  if (others.length === 0)
    return ' On connections that are open, the same process answers; with which of its apps, no table says.';
  const who = clients === 1 ? 'that client keeps' : 'those clients keep';
  return ` On connections that are open, ${lower(others.join(' and '))} answers, who does not listen: ${who} the program they were connected to.`;
}

/**
 * Recv-Q of a listening socket counts connections that its program has not accepted, Send-Q of ss (and
 * of no netstat of Linux) how many may wait (ss(8)). Linux lets in one more than that.
 */
function fullQueues(rows: readonly PastedRow[]): Said[] {
  return rows.filter(isListening).flatMap((row): Said[] => {
    const { recvQueue, sendQueue, lines } = row;
    if (!recvQueue) return [];
    const where = `${endpointInWords(row.local)} of ${lower(holderOf(row))}`;
    const isFull = recvQueue >= (sendQueue ?? 0) && sendQueue !== 0;
    const room = sendQueue
      ? `, room for ${sendQueue}`
      : ', and this text does not say for how many there is room';
    const full = isFull
      ? ' The accept queue is full: the program does not accept (it is stuck, or its backlog is too small), and newcomers hang in SYN_SENT.'
      : ' They are established for their clients, and no program has taken them yet.';
    return [
      { about: 'queue', text: `${recvQueue} connections wait at ${where}${room}.${full}`, lines },
    ];
  });
}

/** Whose turn it is where one side has closed and the other has not: RFC 9293 section 3.6. */
function turns(connections: readonly Connection[]): Said[] {
  const ends = connections.flatMap(({ server, client }) => [
    { near: server, far: client },
    { near: client, far: server },
  ]);
  const told = ends.flatMap(({ near, far }): Said[] => {
    const row = near.row as PastedRow | null;
    const turn = row && turnOf(row, far);
    return row && turn ? [{ about: 'turn', text: turn, lines: row.lines }] : [];
  });
  const more = told.length - most;
  return more > 0
    ? [...told.slice(0, most), { about: 'turn', text: `${more} more such rows.`, lines: [] }]
    : told;
}

function turnOf(row: PastedRow, far: End): string | null {
  const near = endpointInWords(row.local);
  const peer = endpointInWords(far.endpoint);
  switch (row.state) {
    case 'CLOSE_WAIT':
      return `CLOSE_WAIT at ${near}: ${peer} has closed, and ${lower(holderOf(row))} has not. It is its turn; no timer of TCP ends that.`;
    case 'FIN_WAIT2':
      return `FIN_WAIT2 at ${near}: this side has closed, ${peer} has not. It is the turn of ${far.row ? lower(holderOf(far.row as PastedRow)) : 'the other side'}. Once no program holds the socket, Linux ends it after tcp_fin_timeout, 60 s; one that a program still holds stays.`;
    case 'SYN_SENT':
      return `SYN_SENT at ${near}: ${peer} has not answered yet: nobody is there, a filter drops it, or its accept queue is full.`;
    default:
      return null;
  }
}

/** What a filter, or an option that was not given, has probably left out. */
function hidden({ rows, command }: PastedTable): Said[] {
  const by = command ? ` (${command})` : '';
  if (rows.every(isListening))
    return [
      {
        about: 'hidden',
        text: `Only LISTEN rows${by}: connections were filtered out or not asked for. Who no longer listens and still answers cannot be here.`,
        lines: [],
      },
    ];
  if (!rows.some(isListening))
    return [
      {
        about: 'hidden',
        text: `No LISTEN row${by}: without -a, and behind a filter, listening sockets are left out.`,
        lines: [],
      },
    ];
  return [];
}

function unknown({ lacks }: PastedTable, connections: readonly Connection[]): Said[] {
  const said = lacks.map(
    (lack): Said => ({ about: 'unknown', text: lackInWords[lack], lines: [] }),
  );
  if (connections.length === 0) return said;
  return [
    ...said,
    {
      about: 'unknown',
      text: 'Whether a connection is older than the last restart: a table has no ages. Two apps in one process look like one.',
      lines: [],
    },
  ];
}

const unnamed = 'A program that the text does not name';

/** `node 4711`, or `A program that the text does not name`. */
export function holderOf(row: SocketRow): string {
  const holder = ownerInWords(row);
  if (holder === '' || holder === 'unknown') return unnamed;
  if (holder === 'nobody') return 'Nobody';
  return holder === 'not accepted yet' ? 'Nobody yet, since no program has accepted it' : holder;
}

const lower = (text: string): string =>
  text.replace(/^(?:A program|Nobody)/, (word) => word.toLowerCase());

const linesOf = (...ends: End[]): number[] =>
  ends.flatMap(({ row }) => (row as PastedRow | null)?.lines ?? []).sort((a, b) => a - b);
