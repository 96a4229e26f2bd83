import { change, end, notice, open } from './connections.ts';
import { type Draft, listener, note, type PoolName, setClient } from './draft.ts';
import { ask, connect } from './requests.ts';
import { tellAnswer, tellFailure } from './tell.ts';

/** Opens a connection for later, as browsers do; an idle one will do as well. */
export function preconnect(draft: Draft): void {
  notice(draft, 'browser');
  const { pool } = draft.clients.browser;
  const busy = pool.every(({ phase }) => phase === 'busy');
  if (!busy || pool.length >= draft.setting.pool)
    note(draft, 'the browser has a connection to spare');
  else if (connect(draft, 'browser') === undefined) {
    const request = { who: 'browser', path: '/', again: false } as const;
    tellFailure(draft, request, 'refused');
  } else {
    const last = draft.clients.browser.pool.at(-1);
    if (last) change(draft, 'browser', last, { used: true });
  }
}

/** The program ends: the kernel closes all that it has open. */
export function quit(draft: Draft, who: PoolName): void {
  notice(draft, who);
  const { pool, waiting } = draft.clients[who];
  setClient(draft, who, { pool: [], waiting: [] });
  for (const connection of pool) {
    end(draft, who, connection, 'client');
    if (connection.request) tellFailure(draft, connection.request, 'given up');
  }
  for (const request of waiting) tellFailure(draft, request, 'given up');
}

/** A client without a past or a future; the one that says `Connection: close` leaves the closing to the server. */
export function askOnce(draft: Draft, who: 'curl' | 'fresh client'): void {
  const app = listener(draft);
  if (app === null) {
    tellFailure(draft, { who, path: '/', again: false }, 'refused');
    return;
  }
  const connection = open(draft, app, who);
  tellAnswer(draft, { ...connection, nth: 1 }, { who, path: '/' }, null);
  end(draft, who, connection, who === 'curl' ? 'client' : 'server');
}

/** One curl with two addresses: at first it asks and stays, then it asks again and ends. */
export function askInTwo(draft: Draft): void {
  const isSecond = draft.clients['one curl'].pool.length > 0;
  ask(draft, 'one curl', { who: 'one curl', path: '/', again: false });
  if (isSecond) quit(draft, 'one curl');
}
