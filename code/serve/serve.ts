import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { polite } from '../doctor/careful.ts';
import { find } from './find.ts';
import { gate } from './gate.ts';
import { refuse, send } from './reply.ts';
import type { Site } from './site.ts';

export interface ServeOptions {
  /** 0: any free one. */
  port: number;
  /** Milliseconds that a client may take to send a request (default 10 s). */
  patience?: number;
}

export interface Serving extends AsyncDisposable {
  /** Leaves, and resolves when the last connection has ended. Asked twice, it leaves once. */
  close(): Promise<void>;
  /** `http://127.0.0.1:4321` */
  origin: string;
  port: number;
}

/**
 * Serves the built site on 127.0.0.1 alone, until it is closed.
 * @throws the error of listen: EADDRINUSE, EACCES
 */
export async function serve(
  site: Site,
  { port, patience = 10_000 }: ServeOptions,
): Promise<Serving> {
  const server = createServer({
    requestTimeout: patience,
    connectionsCheckingInterval: Math.min(patience, 1_000),
  });
  // A browser opens six. Past this number the kernel's connection is dropped at once.
  server.maxConnections = 1_000;
  const close = polite(server, { limit: 2_000 }); // nobody sends us requests through a balancer

  // By its number: without a host Node listens on every interface, and `localhost` may be ::1.
  await once(server.listen(port, '127.0.0.1'), 'listening');
  const address = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${address.port}`;
  const refusal = gate(origin);
  server.on('request', (request, response) => {
    try {
      send(response, refusal(request) ?? find(site, request));
    } catch {
      // No request may end the process, and none learns where it broke.
      if (response.headersSent) response.destroy();
      else send(response, refuse(500, 'Something broke in the server.'));
    }
  });
  // What is not HTTP never gets here: Node answers 400, 408 or 431 by itself and closes.
  return { origin, port: address.port, close, [Symbol.asyncDispose]: close };
}
