import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What a stop has to know of a connection. */
interface Connection {
  /** Answers not yet with the client, oldest first: with pipelining there are several. */
  answers: Set<ServerResponse>;
  /** How many bytes had come when the connection last went idle; 0 while it is silent. */
  readAtRest: number;
}

export interface Graceful extends AsyncDisposable {
  /** Resolves when the last connection has ended. Asked twice, it stops once. */
  close(): Promise<void>;
}

/**
 * Gives an http.Server, before it listens, a stop that is polite and yet ends.
 * Nobody new is let in; idle and silent connections end at once; whoever waits for an answer gets it
 * whole, with `Connection: close` (RFC 9112 section 9.6); what is left at the deadline is cut.
 * @param deadline milliseconds from `close()` to the cut
 */
export function graceful(server: Server, { deadline = 2_000 } = {}): Graceful {
  const connections = new Map<Socket, Connection>();
  let closed: Promise<void> | undefined;

  server.on('connection', (socket: Socket) => {
    connections.set(socket, { answers: new Set(), readAtRest: 0 });
    socket.once('close', () => connections.delete(socket));
  });

  server.prependListener('request', ({ socket }, answer) => {
    const connection = connections.get(socket);
    if (!connection) return;
    connection.answers.add(answer);
    answer.once('close', () => {
      connection.answers.delete(answer);
      connection.readAtRest = socket.bytesRead;
      if (closed) dismiss(socket, connection);
    });
    if (closed) dismiss(socket, connection);
  });

  function close(): Promise<void> {
    closed ??= new Promise((resolve) => {
      // Node's own sweep, a part of its close(), also cuts an answer that the handler has ended and
      // the client is still reading (seen on Node 20.20 and 26.10). Ours waits for it.
      server.closeIdleConnections = () => {};
      const cut = setTimeout(() => {
        for (const socket of connections.keys()) socket.destroy();
      }, deadline);
      server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      // In the same turn of the loop: after an await, somebody could have come in between.
      for (const [socket, connection] of connections) dismiss(socket, connection);
    });
    return closed;
  }

  return { close, [Symbol.asyncDispose]: close };
}

/** Ends a connection as soon as it may end: now, or after the last answer that it waits for. */
function dismiss(socket: Socket, { answers, readAtRest }: Connection): void {
  const last = [...answers].at(-1);
  if (last) {
    // An answer that has begun can no longer say it; its end brings us back here.
    if (!last.headersSent) last.setHeader('Connection', 'close');
    return;
  }
  // More bytes than at rest are half a request: it may still become a whole one.
  if (socket.bytesRead === readAtRest) socket.destroySoon();
}
