import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unlessAborted } from '../../base/unless-aborted.ts';
import { type Stopped, stampOf } from './measurements.ts';

/** Patience in ms, and whether the last answer says close. */
export const stopsToMeasure = [
  { keepAliveTimeout: 5_000, close: false },
  { keepAliveTimeout: 65_000, close: false },
  { keepAliveTimeout: 65_000, close: true },
] as const;

/**
 * How long close() takes while one connection is busy, whose client then keeps it and is silent.
 * @throws the signal's reason
 */
export async function measureStop(
  { keepAliveTimeout, close }: (typeof stopsToMeasure)[number],
  signal: AbortSignal,
): Promise<Stopped> {
  const server = createServer((_request, response) => {
    setTimeout(() => {
      if (close && !server.listening) response.setHeader('Connection', 'close');
      response.end('done');
    }, 200);
  });
  server.keepAliveTimeout = keepAliveTimeout;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const agent = new Agent({ keepAlive: true });
  const busy = once(server, 'request');
  const asked = get({ port: (server.address() as AddressInfo).port, agent }, (answer) =>
    answer.resume(),
  );
  asked.on('error', () => {}); // where we are told to end
  try {
    await busy;
    const began = performance.now();
    const closed = once(server, 'close');
    server.close();
    await unlessAborted(signal, closed);
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    return { keepAliveTimeout, close, ...stampOf('Node', process.versions.node), seconds };
  } finally {
    server.closeAllConnections();
    agent.destroy();
  }
}
