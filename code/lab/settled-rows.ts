import { until } from '../base/until.ts';
import type { SocketFact } from '../run/events.ts';
import { listSockets, type SocketRow } from '../sockets/list-sockets.ts';
import type { Ledger } from './ledger.ts';

/**
 * Waits until the kernel's table of these ports says what the ledger says, and stands still: every open
 * connection ESTABLISHED at both ends, no closed one, a LISTEN row if and only if an app listens,
 * two equal reads in a row. A close takes several turns in two processes; only the table tells when
 * it is through.
 * @returns the rows of this run, owners named
 * @throws NeverCame with the rows that were seen instead; NoSocketTable on a system without one
 */
export async function settledRows(
  ports: ReadonlySet<number>,
  ledger: Ledger,
): Promise<SocketFact[]> {
  let rows: SocketRow[] = [];
  const read = async (owners: boolean) => {
    const all = await Promise.all([...ports].map((port) => listSockets({ port, owners })));
    rows = ours(all.flat(), ports, ledger);
    return describe(rows);
  };
  let before = '';
  const look = async () => {
    const now = await read(false);
    const still = now === before;
    before = now;
    if (!still || !agrees(rows, ports, ledger)) return undefined;
    // Owners cost a look at every process: once, when all else is settled.
    return (await read(true)) === now ? rows : undefined;
  };
  const seen = () => describe(rows) || 'no row';
  await until(`the socket table of port ${[...ports].join(' and ')} to settle`, look, { seen });
  return inOrder(rows.filter(isTold(ports, ledger)), ports).map((row) => named(row, ports, ledger));
}

/** Who listens, then the server's ends, then the clients'. */
function inOrder(rows: SocketRow[], ports: ReadonlySet<number>): SocketRow[] {
  const rank = ({ state, local }: SocketRow) =>
    state === 'LISTEN' ? 0 : ports.has(local.port) ? 1 : 2;
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

/** Rows of earlier runs (TIME_WAIT lasts a minute) and of strangers are not this run's. */
function ours(rows: SocketRow[], ports: ReadonlySet<number>, ledger: Ledger): SocketRow[] {
  const peers = new Set(ledger.connections.map(({ peer }) => peer));
  return rows.filter(
    ({ state, local, remote }) =>
      (state === 'LISTEN' && ports.has(local.port)) ||
      peers.has(local.port) ||
      peers.has(remote.port),
  );
}

/** Those of the many have to agree, too, and are not told row by row. */
function isTold(ports: ReadonlySet<number>, { connections }: Ledger) {
  const quiet = new Set(connections.flatMap(({ quiet, peer }) => (quiet ? [peer] : [])));
  return ({ local, remote }: SocketRow) =>
    !quiet.has(ports.has(local.port) ? remote.port : local.port);
}

/** Does the table say what the ledger says? */
export function agrees(
  rows: readonly SocketRow[],
  ports: ReadonlySet<number>,
  ledger: Ledger,
): boolean {
  const listening = new Set(
    rows.filter(({ state }) => state === 'LISTEN').map(({ local }) => local.port),
  );
  const shouldListen = new Set(ledger.listeners.values());
  const newest = new Map(ledger.connections.map((connection) => [connection.peer, connection]));
  return (
    [...ports].every((port) => listening.has(port) === shouldListen.has(port)) &&
    [...newest.values()].every(({ peer, open }) => {
      const ends = rows.filter(
        ({ state, local, remote }) =>
          state === 'ESTABLISHED' && (local.port === peer || remote.port === peer),
      );
      return ends.length === (open ? 2 : 0);
    })
  );
}

function named(row: SocketRow, ports: ReadonlySet<number>, ledger: Ledger): SocketFact {
  const { state, local, remote } = row;
  const atServer = ports.has(local.port);
  const peer = atServer ? remote.port : local.port;
  const connection = ledger.connections.findLast((each) => each.peer === peer);
  const side = atServer ? connection?.app : connection?.who;
  const [listener] = [...ledger.listeners].find(([, port]) => port === local.port) ?? [];
  return {
    owner: (state === 'LISTEN' ? listener : side) ?? null,
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
