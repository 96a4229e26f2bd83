import { endByServer } from './connections.ts';
import { type Draft, listener, note, type PoolName, pools, port } from './draft.ts';
import { goOn, lose } from './requests.ts';
import { nodes } from './setting.ts';
import type { App, AppNumber, Connection } from './state.ts';

/** App 2 starts, if the port is free. */
export function start(draft: Draft, app: AppNumber): void {
  const other = listener(draft);
  if (draft.apps[app] !== 'not started') note(draft, `App ${app} has been started already`);
  else if (other) note(draft, `App ${app} cannot listen: App ${other} does (EADDRINUSE)`);
  else {
    set(draft, app, 'listens');
    draft.events.push({ kind: 'server', at: draft.now, app: `App ${app}`, did: 'listen', port });
  }
}

/** Closes the listening socket, and nothing else. */
export function stop(draft: Draft, app: AppNumber): void {
  if (draft.apps[app] === 'listens') {
    set(draft, app, 'stopped');
    draft.events.push({ kind: 'server', at: draft.now, app: `App ${app}`, did: 'stop', port });
  } else if (draft.apps[app] === 'not started') note(draft, `App ${app} has not been started`);
  else note(draft, `App ${app} had stopped already`);
}

/** server.close() of this Node. It sweeps again when it is called again. */
export function closeServer(draft: Draft, app: AppNumber): void {
  stop(draft, app);
  const { closeEndsIdle, closeEndsSilent } = nodes[draft.setting.node];
  endThose(
    draft,
    app,
    ({ phase }) => (phase === 'idle' && closeEndsIdle) || (phase === 'silent' && closeEndsSilent),
  );
}

/** Every connection, busy or not; whether it listens or not. */
export function closeAll(draft: Draft, app: AppNumber): void {
  if (draft.apps[app] === 'not started') {
    note(draft, `App ${app} has not been started`);
    return;
  }
  draft.events.push({ kind: 'server', at: draft.now, app: `App ${app}`, did: 'close-all', port });
  endThose(draft, app, () => true);
}

/** Lets nobody in, ends what is not busy, and lets each answer that is awaited be the last on its connection. */
export function drain(draft: Draft, app: AppNumber): void {
  stop(draft, app);
  if (draft.apps[app] === 'not started') return;
  set(draft, app, 'drains');
  endThose(draft, app, ({ phase }) => phase !== 'busy');
}

function set(draft: Draft, app: AppNumber, to: App): void {
  draft.apps = app === 1 ? { 1: to, 2: draft.apps[2] } : { 1: draft.apps[1], 2: to };
}

/** The server closes them all in one turn; only then do the clients see it. */
function endThose(draft: Draft, app: AppNumber, which: (connection: Connection) => boolean): void {
  const cut: [PoolName, Connection][] = [];
  for (const who of pools) {
    for (const connection of draft.clients[who].pool) {
      if (connection.app !== app || connection.phase === 'half closed' || !which(connection))
        continue;
      endByServer(draft, who, connection);
      if (connection.request) cut.push([who, connection]);
    }
  }
  for (const [who, connection] of cut) lose(draft, who, connection);
  for (const who of pools) goOn(draft, who);
}
