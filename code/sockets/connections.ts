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
  /** Why there is no row: the end is on another machine, or its socket is gone. */
  missing?: 'elsewhere' | 'gone';
}

export interface PairingOptions {
  /** The port that was asked for: its end is the server when nobody listens any more. */
  port?: number | undefined;
  /** Listening sockets that may lie outside `rows` (default: those in `rows`). */
  listeners?: readonly SocketRow[] | undefined;
}

/**
 * Joins the two rows of each connection. The server is the end whose port has a listening socket;
 * when neither or both have one, the end on the asked port; else the end with the lower port, since
 * systems give clients high ones.
 */
export function connectionsIn(
  rows: readonly SocketRow[],
  { port, listeners = rows }: PairingOptions = {},
): Connection[] {
  const byEnds = new Map(rows.filter(isConnected).map((row) => [ends(row.local, row.remote), row]));
  const here = new Set(rows.map(({ local }) => local.address));
  const listening = new Set(listeners.filter(isListening).map(({ local }) => ends(local)));
  const listens = ({ address, port }: Endpoint) =>
    [address, '0.0.0.0', '::'].some((at) => listening.has(ends({ address: at, port })));

  const isServer = (local: Endpoint, remote: Endpoint): boolean => {
    if (listens(local) !== listens(remote)) return listens(local);
    if ((local.port === port) !== (remote.port === port)) return local.port === port;
    return local.port <= remote.port;
  };

  const connections: Connection[] = [];
  for (const [key, row] of byEnds) {
    const peerKey = ends(row.remote, row.local);
    const peer = byEnds.get(peerKey);
    if (peer) byEnds.delete(peerKey === key ? '' : peerKey); // a socket may be connected to itself
    const near: End = { endpoint: row.local, row };
    const far: End = peer
      ? { endpoint: row.remote, row: peer }
      : {
          endpoint: row.remote,
          row: null,
          missing: isHere(row.remote, here) ? 'gone' : 'elsewhere',
        };
    const [server, client] = isServer(row.local, row.remote) ? [near, far] : [far, near];
    connections.push({ server, client });
  }
  return connections.sort(byPorts);
}

export const isListening = ({ state }: SocketRow): boolean => state === 'LISTEN';

/** A listening socket and one that is bound only have no other end. */
const isConnected = ({ remote, state }: SocketRow): boolean =>
  state !== 'LISTEN' && remote.port !== 0;

const ends = (...endpoints: Endpoint[]): string =>
  endpoints.map(({ address, port }) => `${address} ${port}`).join(' ');

/** An address of this machine: loopback, or one that a socket here uses. */
const isHere = ({ address }: Endpoint, known: ReadonlySet<string>): boolean =>
  address.startsWith('127.') || address === '::1' || known.has(address);

const byPorts = (a: Connection, b: Connection): number =>
  a.server.endpoint.port - b.server.endpoint.port ||
  a.client.endpoint.port - b.client.endpoint.port;
