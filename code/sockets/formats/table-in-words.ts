import { type Connection, type End, grouped, isListening } from '../connections.ts';
import { endpointInWords, stateOfRow, timerInWords } from '../in-words.ts';
import type { Endpoint, SocketRow } from '../socket-row.ts';
import { connectionsOf } from './connections-of.ts';
import type { PastedRow } from './format.ts';
import { forwarded, isForwarder } from './forwarders-in-words.ts';
import { holderOf, lower, unnamed } from './holder-in-words.ts';
import { queuesSaid } from './queues-in-words.ts';
import type { PastedTable } from './read-table.ts';
import { lackInWords } from './reading-in-words.ts';
import { type System, systemOf } from './system-of.ts';
import { rowsOf, samePlace } from './table-parts.ts';
import { turns } from './turns-in-words.ts';
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
    ...listens(rows, port, systemOf(table.format)),
    ...bound(rows),
    ...connected(connections),
    ...twoEnds(connections),
    ...next(rows, connections),
    ...forwarded(rows),
    ...queuesSaid(rows, systemOf(table.format)),
    ...turns(connections, systemOf(table.format)),
    ...workersIn(rows, connections, table.format),
    ...hidden(table),
    ...unknown(table, connections),
  ];
}

/** No table of a busy machine is told row by row. */
export const most = 12;

function listens(
  rows: readonly PastedRow[],
  port: number | undefined,
  system: System | null,
): Said[] {
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
  if (said.length > 0) return [...said, ...besides(listeners, system)];
  const where = port === undefined ? '' : ` on port ${port}`;
  return [
    {
      about: 'listens',
      text: `No row of this text listens${where}. That is not proof that nobody does.`,
      lines: [],
    },
  ];
}

/** CLOSED of lsof, with a port, is the same. */
function bound(rows: readonly PastedRow[]): Said[] {
  const isBound = ({ state, local, remote }: PastedRow) =>
    /^(?:BOUND|CLOSE)$/.test(state) && local.port !== 0 && remote.port === 0;
  return [...grouped(rows.filter(isBound), holderOf)].slice(0, most).map(([holder, of]): Said => {
    const [first] = of.map(({ local }) => endpointInWords(local));
    const more = of.length > 1 ? ` and ${of.length - 1} more` : '';
    return {
      about: 'listens',
      text: `${holder} has bound ${first}${more}, and does not listen there: nobody can connect to it.`,
      lines: of.flatMap(({ lines }) => lines),
    };
  });
}

/** Several programs on one address: SO_REUSEPORT, or SO_REUSEADDR of Windows. */
function besides(listeners: readonly PastedRow[], system: System | null): Said[] {
  const option = system === 'Windows' ? 'SO_REUSEADDR' : 'SO_REUSEPORT';
  const byPlace = grouped(listeners, ({ local }) => samePlace(local));
  return [...byPlace.values()].flatMap((rows): Said[] => {
    const pids = new Set(rows.flatMap(({ owner }) => owner?.pid || []));
    const [row] = rows;
    if (!row || pids.size < 2) return [];
    return [
      {
        about: 'listens',
        text: `${pids.size} programs listen on ${endpointInWords(row.local)}, each with a socket of its own (${option}): each newcomer is given to one of them, an old one included.`,
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
      text: `${isHeld(client) ? `${holderOf(client.row)}, ` : ''}${endpointInWords(client.endpoint)}${isHeld(client) ? ',' : ''} ${verbOf(server, client)} ${endpointInWords(server.endpoint)}${isHeld(server) ? ` of ${lower(holderOf(server.row))}` : ''}: ${state}${since(server, client)}.`,
      lines: linesOf(server, client),
    };
  });
  const more = connections.length - said.length;
  if (more > 0) said.push({ about: 'connected', text: `${more} more connections.`, lines: [] });
  return said;
}

const isHeld = (end: End): end is End & { row: SocketRow } =>
  end.row !== null && end.row.state !== 'TIME_WAIT';

/** What has not been answered is no connection yet, and what both sides have closed is none any more. */
function verbOf(...ends: End[]): string {
  const states = new Set<string>(ends.flatMap(({ row }) => row?.state ?? []));
  if (states.has('SYN_SENT') && states.size === 1) return 'asks for a connection to';
  const isOver = ['TIME_WAIT', 'CLOSE', 'LAST_ACK', 'CLOSING'].some((state) => states.has(state));
  return isOver ? 'was connected to' : 'is connected to';
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
    const kept = listeners.some(isForwarder) ? '' : keptInWords(still, holders, servers.length);
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
  const who = clients === 1 ? 'that client keeps' : 'those clients keep';
  const kept = `${who} the program they were connected to`;
  if (listening.length === 0)
    return ` On connections that are open, ${lower(still.join(' and '))} answers, whether it listens or not: ${kept}.`;
  if (others.length === 0)
    return ' On connections that are open, the same process answers; with which of its apps, no table says.';
  return ` On connections that are open, ${lower(others.join(' and '))} answers, who does not listen: ${kept}.`;
}

/** What a filter, or an option that was not given, has probably left out. */
function hidden({ rows, command, format }: PastedTable): Said[] {
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
        // -a of lsof means something else, and PowerShell has none.
        text: `No LISTEN row${by}: ${/netstat|^ss$/.test(format) ? 'without -a, and behind a filter,' : 'behind a filter'} listening sockets are left out.`,
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

const linesOf = (...ends: End[]): number[] =>
  ends.flatMap(({ row }) => (row as PastedRow | null)?.lines ?? []).sort((a, b) => a - b);
