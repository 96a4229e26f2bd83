import type { SocketFact } from '../run/events.ts';
import { pools, port } from './draft.ts';
import { kernelKeeps } from './setting.ts';
import type { State } from './state.ts';

/** A row, and how long the kernel still keeps it where that is limited, in ms. */
export interface ModelRow extends SocketFact {
  left: number | null;
}

/**
 * The socket table at this moment, both ends of each connection: who listens, then the server’s ends,
 * then the clients’, each by the client’s port.
 */
export function rowsOf(state: State): ModelRow[] {
  const { now, apps, clients, ended } = state;
  const servers: ModelRow[] = [];
  const others: ModelRow[] = [];
  const server = (app: number, peer: number, row: string, left: number | null = null) =>
    servers.push({ owner: `App ${app}`, state: row, local: port, remote: peer, pid: null, left });
  const client = (who: string, peer: number, row: string, left: number | null = null) =>
    others.push({ owner: who, state: row, local: peer, remote: port, pid: null, left });

  for (const who of pools) {
    for (const { app, peer, phase, since } of clients[who].pool) {
      if (phase !== 'half closed') {
        server(app, peer, 'ESTABLISHED');
        client(who, peer, 'ESTABLISHED');
        continue;
      }
      const left = since + kernelKeeps - now;
      if (left > 0) server(app, peer, 'FIN_WAIT2', left);
      client(who, peer, 'CLOSE_WAIT');
    }
  }
  for (let each = ended; each && now - each.at < kernelKeeps; each = each.before) {
    const left = each.at + kernelKeeps - now;
    if (each.by === 'server') server(each.app, each.peer, 'TIME_WAIT', left);
    else client(each.who, each.peer, 'TIME_WAIT', left);
  }
  servers.sort((a, b) => a.remote - b.remote);
  others.sort((a, b) => a.local - b.local);
  const listens = ([1, 2] as const).filter((app) => apps[app] === 'listens');
  return [
    ...listens.map((app) => ({
      ...{ owner: `App ${app}`, state: 'LISTEN', local: port, remote: 0, pid: null, left: null },
    })),
    ...servers,
    ...others,
  ];
}
