import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import type { Check } from '../check.ts';

export const loopback: Check = {
  what: '127.0.0.1',
  use: 'every lesson',
  async look({ signal }) {
    try {
      await meet(signal);
      return { verdict: 'ok', found: 'a client reaches a server there' };
    } catch (error) {
      signal.throwIfAborted();
      return {
        verdict: 'missing',
        found: `no client reaches a server there: ${(error as Error).message}`,
        remedy: 'bring the loopback interface up, on Linux: ip link set lo up',
      };
    }
  },
};

/** A server and a client, since where the interface is down, Linux lets a server listen all the same. */
async function meet(signal: AbortSignal): Promise<void> {
  await using server = createServer((socket) => socket.destroy());
  await once(server.listen(0, '127.0.0.1'), 'listening', { signal });
  const { port } = server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  try {
    await once(client, 'connect', { signal });
  } finally {
    client.destroy();
  }
}
