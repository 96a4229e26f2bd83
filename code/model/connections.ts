import { type Draft, type PoolName, patienceOf, setClient } from './draft.ts';
import { kernelKeeps } from './setting.ts';
import type { AppNumber, ClientName, Connection, Ended } from './state.ts';
import { tellConnection } from './tell.ts';

/**
 * A connection in its new phase, as the last of its pool: so the pool is in the order in which things
 * happened, and the last idle one is the one used last.
 */
export function change(
  draft: Draft,
  who: PoolName,
  connection: Connection,
  changes: Partial<Connection>,
): Connection {
  const changed = { ...connection, since: draft.now, request: null, brought: null, ...changes };
  const others = draft.clients[who].pool.filter((each) => each !== connection);
  setClient(draft, who, { pool: [...others, changed] });
  return changed;
}

/** Accepted by the app that listens. */
export function open(draft: Draft, app: AppNumber, who: ClientName): Connection {
  // As the kernel gives them away: even ones, and after a while from the start again.
  const peer = 50_000 + 2 * (draft.opened++ % 7500);
  tellConnection(draft, 'open', { app, who, peer });
  return {
    ...{ peer, app, phase: 'silent', since: draft.now, nth: 0, used: false },
    ...{ request: null, brought: null },
  };
}

/** Both ends are closed. */
export function end(
  draft: Draft,
  who: ClientName,
  { peer, app }: Connection,
  by: 'client' | 'server',
): void {
  tellConnection(draft, 'close', { app, who, peer, by });
  bury(draft, { peer, app, who, by });
}

/** The kernel keeps the end that closed first. All of it is forgotten when the newest is. */
function bury(draft: Draft, ended: Omit<Ended, 'at' | 'before'>): void {
  const { now, ended: newest } = draft;
  const before = newest && now - newest.at < kernelKeeps ? newest : null;
  draft.ended = { ...ended, at: now, before };
}

export function remove(draft: Draft, who: PoolName, gone: readonly Connection[]): void {
  if (gone.length === 0) return;
  const pool = draft.clients[who].pool.filter((each) => !gone.includes(each));
  setClient(draft, who, { pool });
}

/** The server closes its end. Who waits for an answer sees it; who does not may see it later. */
export function endByServer(draft: Draft, who: PoolName, connection: Connection): void {
  const { peer, app, phase } = connection;
  if (phase === 'busy' || patienceOf(draft, who).notices === 'at once') {
    remove(draft, who, [connection]);
    end(draft, who, connection, 'server');
  } else {
    change(draft, who, connection, { phase: 'half closed' });
    tellConnection(draft, 'close', { app, who, peer, by: 'server' });
  }
}

/** The client sees which of its connections the server has closed, and closes its own ends. */
export function notice(draft: Draft, who: PoolName): void {
  const gone = draft.clients[who].pool.filter(({ phase }) => phase === 'half closed');
  remove(draft, who, gone);
  // Later, the kernel has forgotten the other end, and answers the FIN with a reset.
  for (const { peer, app, since } of gone)
    if (draft.now - since < kernelKeeps) bury(draft, { peer, app, who, by: 'server' });
}
