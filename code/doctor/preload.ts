import { subscribe } from 'node:diagnostics_channel';
import { Server } from 'node:http';
import { Server as SecureServer } from 'node:https';
import { polite } from './careful.ts';

/**
 * careful.ts for a program that makes its server out of your sight, as
 * frameworks do: `node --import ./preload.ts server.js`. It meets each
 * node:http server as that begins to listen; the process ends when the last
 * of them has left. Turn the program's own handler of signals off.
 */
const leaves = new Map<Server, () => Promise<void>>();
let signals = 0;

subscribe('tracing:net.server.listen:asyncStart', (message) => {
  const { server } = message as { server: unknown };
  if (!isHttp(server) || leaves.has(server)) return;
  if (leaves.size === 0) for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, leave);
  leaves.set(server, polite(server));
});

function leave(): void {
  if (++signals > 1) process.exit(1);
  const left = [...leaves.values()].map((each) => each());
  void Promise.all(left).then(() => process.exit());
}

function isHttp(server: unknown): server is Server {
  return server instanceof Server || server instanceof SecureServer;
}
