import type { IncomingMessage, Server } from 'node:http';
import type { AppName, ServerFact } from '../run/events.ts';
import type { Ledger } from './ledger.ts';

/**
 * Watches an app from outside, so that the lesson's program stays free of the lab: connections,
 * answers and what is done to the server go to the ledger and to `tell`.
 */
export function watch(
  server: Server,
  app: AppName,
  ledger: Ledger,
  tell: (did: ServerFact['did']) => void,
): void {
  server.on('connection', (socket) => {
    const peer = socket.remotePort ?? 0;
    let clientEnded = false;
    ledger.opened(app, peer, () => socket.destroy());
    socket.once('end', () => {
      clientEnded = true;
    });
    socket.once('close', (failed) =>
      ledger.closed(app, peer, clientEnded || failed ? 'client' : 'server'),
    );
  });
  server.prependListener('request', (request: IncomingMessage, response) => {
    const peer = request.socket.remotePort ?? 0;
    ledger.handled(app, peer, request.method ?? '', request.url ?? '');
    response.once('finish', () =>
      ledger.answered(app, peer, {
        method: request.method ?? '',
        path: request.url ?? '',
        status: response.statusCode,
        etag: String(response.getHeader('etag') ?? '') || null,
        ifNoneMatch: request.headers['if-none-match'] ?? null,
      }),
    );
  });
  server.close = before(server.close, () => {
    ledger.listeners.delete(app);
    tell('stop');
  });
  server.closeAllConnections = before(server.closeAllConnections, () => tell('close-all'));
}

function before<This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
  first: () => void,
): (this: This, ...args: Args) => Result {
  return function (...args) {
    first();
    return method.apply(this, args);
  };
}
