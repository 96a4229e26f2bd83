import { until } from '../base/until.ts';
import type { SocketFact } from '../run/events.ts';
import { listSockets, type SocketRow } from '../sockets/list-sockets.ts';
import type { Ledger } from './ledger.ts';

/**
 * Waits until the kernel's table of `port` says what the ledger says, and stands still: every open
 * connection ESTABLISHED at both ends, no closed one, a LISTEN row if and only if an app listens,
 * two equal reads in a row. A close takes several turns in two processes; only the table tells when
 * it is through.
 * @returns the rows of this run, owners named
 * @throws NeverCame with the rows that were seen instead; NoSocketTable on a system without one
 */
export async function settledRows(port: number, ledger: Ledger): Promise<SocketFact[]> {
  let rows: SocketRow[] = [];
  const read = async (owners: boolean) => {
    rows = ours(await listSockets({ port, owners }), port, ledger);
    return describe(rows);
  };
  let before = '';
  const look = async () => {
    const now = await read(false);
    const still = now === before;
    before = now;
    if (!still || !agrees(rows, port, ledger)) return undefined;
    // Owners cost a look at every process: once, when all else is settled.
    return (await read(true)) === now ? rows : undefined;
  };
  const seen = () => describe(rows) || 'no row';
  await until(`the socket table of port ${port} to settle`, look, { seen });
  return inOrder(rows, port).map((row) => named(row, port, ledger));
}

/** Who listens, then the server's ends, then the clients'. */
function inOrder(rows: SocketRow[], port: number): SocketRow[] {
  const rank = ({ state, local }: SocketRow) =>
    state === 'LISTEN' ? 0 : local.port === port ? 1 : 2;
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

/** Rows of earlier runs (TIME_WAIT lasts a minute) and of strangers are not this run's. */
function ours(rows: SocketRow[], port: number, ledger: Ledger): SocketRow[] {
  const peers = new Set(ledger.connections.map(({ peer }) => peer));
  return rows.filter(
    ({ state, local, remote }) =>
      (state === 'LISTEN' && local.port === port) ||
      peers.has(local.port) ||
      peers.has(remote.port),
  );
}

/** Does the table say what the ledger says? */
export function agrees(rows: readonly SocketRow[], port: number, ledger: Ledger): boolean {
  const isListening = rows.some(({ state, local }) => state === 'LISTEN' && local.port === port);
  const newest = new Map(ledger.connections.map((connection) => [connection.peer, connection]));
  return (
    isListening === (ledger.listener !== null) &&
    [...newest.values()].every(({ peer, open }) => {
      const ends = rows.filter(
        ({ state, local, remote }) =>
          state === 'ESTABLISHED' && (local.port === peer || remote.port === peer),
      );
      return ends.length === (open ? 2 : 0);
    })
  );
}

function named(row: SocketRow, port: number, ledger: Ledger): SocketFact {
  const { state, local, remote } = row;
  const atServer = local.port === port;
  const peer = atServer ? remote.port : local.port;
  const connection = ledger.connections.findLast((each) => each.peer === peer);
  const side = atServer ? connection?.app : connection?.who;
  return {
    owner: (state === 'LISTEN' ? ledger.listener : side) ?? null,
    state,
    local: local.port,
    remote: remote.port,
    pid: row.owner?.pid ?? null,
  };
}

/** What settles: states and ports. Timers run on, and are not compared. */
function describe(rows: SocketRow[]): string {
  return rows
    .map(({ state, local, remote }) => `${state} ${local.port}->${remote.port}`)
    .join(', ');
}
