import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { listSockets } from '../../code/sockets/list-sockets.ts';

/** A server on a free port, and the sockets it accepts; all gone when the test is over. */
export async function listen(
  options: net.ServerOpts = {},
  onConnection: (socket: net.Socket) => void = (socket) => socket.resume(),
  host = '127.0.0.1',
): Promise<{ server: net.Server; port: number }> {
  const held = new Set<net.Socket>();
  const server = net.createServer(options, (socket) => {
    held.add(socket.on('error', () => {}));
    onConnection(socket);
  });
  onTestFinished(() => {
    server.close();
    for (const socket of held) socket.destroy();
  });
  const port = await listenOnFreshPort(server, host);
  return { server, port };
}

/**
 * A free port may still stand in TIME_WAIT rows of clients that an earlier test had on it; those
 * would be counted as this test's.
 */
async function listenOnFreshPort(server: net.Server, host: string): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  if (process.platform !== 'linux' || (await listSockets({ port })).length === 1) return port;
  server.close();
  await once(server, 'close');
  return listenOnFreshPort(server, host);
}

/** A client of that port, connected; whether the server has accepted it is another matter. */
export async function connect(port: number): Promise<net.Socket & { localPort: number }> {
  const socket = net.connect({ port, host: '127.0.0.1' }).on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket.resume(), 'connect');
  return socket as net.Socket & { localPort: number };
}

/** One connection, accepted. */
export async function connection() {
  const { server, port } = await listen();
  const [client] = await Promise.all([connect(port), once(server, 'connection')]);
  return { server, port, client };
}
