import { change, endByServer, notice, open } from './connections.ts';
import { type Draft, listener, note, type PoolName, patienceOf, setClient } from './draft.ts';
import type { Connection, Request } from './state.ts';
import { tellAnswer, tellFailure } from './tell.ts';

/** A client with a pool asks, and what can be answered at once is. */
export function ask(draft: Draft, who: PoolName, request: Request): void {
  if (!send(draft, who, request)) {
    setClient(draft, who, { waiting: [...draft.clients[who].waiting, request] });
    draft.results.push({ who: request.who, path: request.path, got: 'waits' });
    note(draft, `the ${request.who} waits, all its connections are busy`);
  }
  goOn(draft, who);
}

/**
 * What has waited goes out, as far as there are connections, and then is answered: of two that go out
 * together neither has the other’s page in its cache.
 */
export function goOn(draft: Draft, who: PoolName): void {
  for (;;) {
    for (let [next] = draft.clients[who].waiting; next; [next] = draft.clients[who].waiting) {
      if (!send(draft, who, next)) break;
      setClient(draft, who, { waiting: draft.clients[who].waiting.slice(1) });
    }
    const asked = draft.clients[who].pool.find(({ request }) => request?.path === '/');
    if (!asked) return;
    answer(draft, who, asked);
  }
}

/** The answer to what is asked on this connection; it keeps the page in the client’s cache. */
export function answer(draft: Draft, who: PoolName, connection: Connection): void {
  const { request, app, brought } = connection;
  if (!request) return;
  tellAnswer(draft, connection, request, brought);
  if (request.path === '/' && who !== 'one curl') setClient(draft, who, { cached: app });
  // Of an app that drains, the answer said `Connection: close`.
  if (draft.apps[app] === 'drains') endByServer(draft, who, connection);
  else change(draft, who, connection, { phase: 'idle', used: true });
}

/** A connection was closed under a request: some clients send it once more. */
export function lose(draft: Draft, who: PoolName, { request, used }: Connection): void {
  if (!request) return;
  const { retries } = patienceOf(draft, who);
  const repeats = retries === 'all' || (retries === 'on a used connection' && used);
  const again = { ...request, again: true };
  if (!repeats || request.again) tellFailure(draft, request, 'reset');
  else if (!send(draft, who, again))
    setClient(draft, who, { waiting: [again, ...draft.clients[who].waiting] });
}

/**
 * Sends it on the idle connection that was used last, else on one that was opened for later, else on
 * a new one; whoever opens none because nobody listens is refused.
 * @returns false: all connections are busy, so it has to wait
 */
function send(draft: Draft, who: PoolName, request: Request): boolean {
  notice(draft, who);
  const { pool, cached } = draft.clients[who];
  const kept =
    pool.findLast(({ phase }) => phase === 'idle') ?? pool.find(({ phase }) => phase === 'silent');
  if (!kept && pool.length >= draft.setting.pool) return false;
  const connection = kept ?? connect(draft, who);
  if (!connection) {
    tellFailure(draft, request, 'refused');
    return true;
  }
  const nth = connection.nth + 1;
  const brought = request.path === '/' ? cached : null;
  // A connection that was opened for this very request is new to it.
  const used = nth > 1 || connection.used;
  change(draft, who, connection, { phase: 'busy', nth, used, request, brought });
  return true;
}

/** A new connection in the pool; none, where nobody listens. */
export function connect(draft: Draft, who: PoolName): Connection | undefined {
  const app = listener(draft);
  if (app === null) return undefined;
  const connection = open(draft, app, who);
  setClient(draft, who, { pool: [...draft.clients[who].pool, connection] });
  return connection;
}
