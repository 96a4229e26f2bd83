// Objection: lessons/objections.mdx#outgoing
import { once } from 'node:events';
import { Agent } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { listSockets } from '../sockets/list-sockets.ts';
import { app, ask, portOf, stopListening } from './apps.ts';
import type { Cases } from './case.ts';

/** “An ESTABLISHED row without a LISTEN row may be an outgoing connection.” Both, side by side. */
export const outgoing: Cases = {
  async 'the port of an outgoing connection'() {
    await using server = await app('App 1');
    const socket = connect(portOf(server), '127.0.0.1');
    await once(socket, 'connect');
    using _ = { [Symbol.dispose]: () => void socket.destroy() };
    return await rowsOf((socket.address() as AddressInfo).port);
  },
  async 'the port of a stopped server'() {
    await using server = await app('App 1');
    const agent = new Agent({ keepAlive: true });
    using _ = { [Symbol.dispose]: () => agent.destroy() };
    const port = portOf(server);
    await ask(port, agent);
    stopListening(server);
    return await rowsOf(port);
  },
};

/** Its rows as `ss` would list them, and whether their other end is somebody’s listening port. */
async function rowsOf(port: number): Promise<string> {
  const rows = await listSockets();
  const listens = (port: number) =>
    rows.some(({ local, state }) => local.port === port && state === 'LISTEN');
  // A TIME_WAIT row would be an earlier connection’s that had the port by chance.
  const own = rows.filter(({ local, state }) => local.port === port && state !== 'TIME_WAIT');
  const states = [...new Set(own.map(({ state }) => state))].join(', ');
  const other = own.some(({ remote }) => listens(remote.port));
  return `${states}; its other end ${other ? 'is a port that listens' : 'is no port that listens'}`;
}
