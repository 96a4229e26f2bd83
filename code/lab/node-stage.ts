import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppName } from '../run/events.ts';
import type { Lab } from './lab.ts';
import type { App, Deeds, Stage } from './stage.ts';
import { watch } from './watch.ts';

/** Puts a lesson's Node program on stage: its apps are watched, and end with the lab. */
export function nodeStage(deeds: Deeds, lab: Lab): Stage {
  const servers = new Map<App, Server>();
  return {
    async start(greeting, port) {
      lab.assertGoingOn();
      const server = await deeds.start(greeting, port);
      // The run may have been ended meanwhile: then nobody would own this server any more.
      if (lab.owned.disposed) await end(server);
      lab.assertGoingOn();
      lab.owned.defer(() => end(server));
      const app: App = {
        name: `App ${servers.size + 1}` satisfies AppName,
        port: (server.address() as AddressInfo).port,
      };
      servers.set(app, server);
      lab.appeared(app, greeting);
      watch(server, app.name, lab.ledger, (did) =>
        lab.tell({ kind: 'server', app: app.name, did, port: app.port }),
      );
      lab.tell({ kind: 'server', app: app.name, did: 'listen', port: app.port });
      return app;
    },
    async stop(app) {
      const server = servers.get(app);
      if (server) await deeds.stop(server);
    },
  };
}

/**
 * Ends a server whatever was done to it before. Its own `Symbol.asyncDispose` is close() alone: it
 * waits for ever on a busy connection, and throws on a server that was stopped already.
 */
async function end(server: Server): Promise<void> {
  const closed = server.listening ? once(server, 'close') : undefined;
  server.close();
  server.closeAllConnections();
  await closed;
}
