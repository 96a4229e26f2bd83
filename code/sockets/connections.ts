import { isNumeric } from './formats/ends.ts';
import type { Endpoint, SocketRow } from './socket-row.ts';

/** A connection with both its ends, as far as this machine's table has them. */
export interface Connection {
  server: End;
  client: End;
}

export interface End {
  endpoint: Endpoint;
  /** null: this machine has no row for it. */
  row: SocketRow | null;
  missing?: Missing;
}

/**
 * Why there is no row: the end is on another machine, or its socket is gone, or has not been made yet,
 * since its program has not answered a SYN; or its address was cut off, or its row may be in the part
 * of the table that we do not have.
 */
export type Missing = 'elsewhere' | 'gone' | 'not there yet' | 'cut off' | 'not in the text';

export interface PairingOptions {
  /** The port that was asked for: its end is the server when nobody listens any more. */
  port?: number | undefined;
  /** Listening sockets that may lie outside `rows` (default: those in `rows`). */
  listeners?: readonly SocketRow[] | undefined;
  /** May the rows be a part of the table, as a filter leaves it? Then no end is called gone. */
  isPart?: boolean | undefined;
}

/**
 * Joins the two rows of each connection. The server is the end whose port has a listening socket;
 * when neither or both have one, the end on the asked port; else the end with the lower port, since
 * systems give clients high ones.
 */
export function connectionsIn(
  rows: readonly SocketRow[],
  { port, listeners = rows, isPart = false }: PairingOptions = {},
): Connection[] {
  const here = new Set(rows.map(({ local }) => local.address));
  const listening = new Set(listeners.filter(isListening).map(({ local }) => ends(local)));
  const listens = (end: Endpoint) =>
    [end.address, '0.0.0.0', '::'].some((address) => listening.has(ends({ ...end, address })));

  const isServer = (local: Endpoint, remote: Endpoint): boolean => {
    if (listens(local) !== listens(remote)) return listens(local);
    if ((local.port === port) !== (remote.port === port)) return local.port === port;
    return local.port <= remote.port;
  };

  const missing = ({ state, remote }: SocketRow): Missing => {
    if (remote.cut) return 'cut off';
    if (state === 'SYN_SENT') return 'not there yet';
    if (!isHere(remote, here)) return 'elsewhere';
    return isPart ? 'not in the text' : 'gone';
  };

  return pairsIn(rows.filter(isConnected))
    .map(([row, peer]): Connection => {
      const near: End = { endpoint: row.local, row };
      const far: End = peer
        ? { endpoint: row.remote.cut ? peer.local : row.remote, row: peer }
        : { endpoint: row.remote, row: null, missing: missing(row) };
      const [server, client] = isServer(row.local, row.remote) ? [near, far] : [far, near];
      return { server, client };
    })
    .sort(byPorts);
}

/** Each connection's row, and that of its other end where there is one. */
function pairsIn(rows: readonly SocketRow[]): Array<[SocketRow, SocketRow | undefined]> {
  const whole = rows.filter((row) => !isCut(row));
  const byEnds = new Map(whole.map((row) => [ends(row.local, row.remote), row]));
  const pairs: Array<[SocketRow, SocketRow | undefined]> = [];
  const rest: SocketRow[] = rows.filter(isCut);
  for (const [key, row] of byEnds) {
    const peerKey = ends(row.remote, row.local);
    const peer = byEnds.get(peerKey);
    if (peer) byEnds.delete(peerKey === key ? '' : peerKey); // a socket may be connected to itself
    if (peer) pairs.push([row, peer]);
    else rest.push(row);
  }
  return [...pairs, ...pairsOfWhatIsLeft(rest)];
}

/**
 * What equality cannot join: an address that was cut off, or a name where the other row has a number.
 * The ports and what is left of the addresses do, where no other row would fit.
 */
function pairsOfWhatIsLeft(rows: readonly SocketRow[]): Array<[SocketRow, SocketRow | undefined]> {
  const byPorts = grouped(rows, ({ local, remote }) => `${portOf(local)} ${portOf(remote)}`);
  const fitting = (row: SocketRow) =>
    (byPorts.get(`${portOf(row.remote)} ${portOf(row.local)}`) ?? []).filter(
      (other) =>
        other !== row && couldBe(row.local, other.remote) && couldBe(row.remote, other.local),
    );
  const peerOf = (row: SocketRow): SocketRow | undefined => {
    const [peer, ...others] = fitting(row);
    return peer && others.length === 0 && fitting(peer).length === 1 ? peer : undefined;
  };
  const done = new Set<SocketRow>();
  return rows.flatMap((row): Array<[SocketRow, SocketRow | undefined]> => {
    if (done.has(row)) return [];
    const peer = peerOf(row);
    if (peer) done.add(peer);
    return [[row, peer]];
  });
}

const isCut = ({ local, remote }: SocketRow): boolean => Boolean(local.cut || remote.cut);

/** May two texts stand for one end? One whose port is cut equals none. */
export function couldBe(one: Endpoint, other: Endpoint): boolean {
  if ([one, other].some(({ cut }) => cut?.includes('port'))) return false;
  if (portOf(one) !== portOf(other)) return false;
  if (one.address === other.address) return true;
  if (one.cut) return other.address.startsWith(one.address);
  if (other.cut) return one.address.startsWith(other.address);
  return isNumeric(one.address) !== isNumeric(other.address);
}

/** Map.groupBy(), which Node 20 has not got. */
export function grouped<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

const portOf = ({ service, port }: Endpoint): string => service ?? String(port);

export const isListening = ({ state }: SocketRow): boolean => state === 'LISTEN';

/** A listening socket and one that is bound only have no other end. */
const isConnected = ({ remote, state }: SocketRow): boolean =>
  state !== 'LISTEN' && (remote.port !== 0 || remote.service !== undefined);

const ends = (...endpoints: Endpoint[]): string =>
  endpoints.map((end) => `${end.address} ${portOf(end)}`).join(' ');

/** An address of this machine: loopback, or one that a socket here uses. */
const isHere = ({ address }: Endpoint, known: ReadonlySet<string>): boolean =>
  address.startsWith('127.') || address === '::1' || address === 'localhost' || known.has(address);

const byPorts = (a: Connection, b: Connection): number =>
  a.server.endpoint.port - b.server.endpoint.port ||
  a.client.endpoint.port - b.client.endpoint.port;
