import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

/**
 * A process that holds connections, both ends of each, for the bench to look at: the number is its
 * argument. When they stand it says on which port, and it ends with its parent.
 */
const wanted = Number(process.argv[2]);
const clients: net.Socket[] = [];

// A reset leaves no TIME_WAIT row behind, which would be counted at the next size.
const leave = () => {
  for (const client of clients) client.resetAndDestroy();
  process.exit();
};
process.once('disconnect', leave);
if (!process.connected) leave(); // the parent went while this file was being loaded

const server = net.createServer((socket) => socket.on('error', () => {}));
server.listen({ port: 0, host: '127.0.0.1', backlog: 511 });
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

while (clients.length < wanted) {
  const batch = Array.from({ length: Math.min(200, wanted - clients.length) }, () =>
    net.connect({ port, host: '127.0.0.1' }).on('error', () => {}),
  );
  clients.push(...batch);
  await Promise.all(batch.map((client) => once(client, 'connect')));
}
process.send?.(port);
