import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface CarefulOptions {
  /** Milliseconds for work in flight (default 8000): Docker kills after 10 s, Kubernetes after 30 s. */
  limit?: number;
  /** Milliseconds to serve on first (default 0): behind a balancer, longer than its checks take. */
  serveOn?: number;
  /** Called first: from now on the path that the balancer asks should say 503. */
  leaving?: () => void;
  /** Ends what would not end: WebSockets with 1001 (RFC 6455 section 7.4.1), event streams. */
  goodbye?: () => void;
  /** What is to be done when the last connection has ended, such as closing a database's pool. */
  after?: () => void | Promise<void>;
}

/**
 * Lets a server of node:http or node:https leave politely on SIGTERM or SIGINT; a second signal ends it.
 * Call it before the first connection: `careful(createServer(app))`, or in the same turn as `app.listen()`.
 * Behind a balancer, which sends on until it has found out, set `leaving` and `serveOn`.
 */
export function careful(server: Server, options: CarefulOptions = {}): void {
  const leave = polite(server, options);
  let signals = 0;
  const told = () => (++signals > 1 ? process.exit(1) : void leave().then(() => process.exit()));
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, told);
}

/** The same without a signal: returns what to call. Late answers say close (RFC 9112 section 9.6). */
export function polite(server: Server, options: CarefulOptions = {}): () => Promise<void> {
  const { limit = 8_000, serveOn = 0, leaving, goodbye, after } = options;
  /** By connection: answers not yet out, and how many bytes had come in when the last of them was. */
  const connections = new Map<Socket, { answers: Set<ServerResponse>; readAtRest: number }>();
  let left: Promise<void> | undefined;
  let accepted = 0;
  const turn = () => new Promise(setImmediate);
  server.on('setSecureContext' in server ? 'secureConnection' : 'connection', (socket: Socket) => {
    accepted++;
    connections.set(socket, { answers: new Set(), readAtRest: socket.bytesRead });
    socket.once('close', () => connections.delete(socket));
  });
  server.prependListener('request', ({ socket }, answer) => {
    const connection = connections.get(socket);
    connection?.answers.add(answer);
    answer.once('close', () => {
      if (connection?.answers.delete(answer)) connection.readAtRest = socket.bytesRead;
      if (left && !server.listening) dismiss(socket); // else it may be asking again, and is told
    });
    if (left) dismiss(socket);
  });
  async function leave() {
    leaving?.();
    for (const [socket, { answers }] of connections) if (answers.size > 0) dismiss(socket);
    if (serveOn > 0) await new Promise((over) => setTimeout(over, serveOn));
    // Whoever has connected by now is let in, one a turn of the loop.
    for (let before = -1; serveOn > 0 && before < accepted; await turn()) before = accepted;
    // Node's own sweep also cuts answers that a slow client is still reading (Node 20.20 and 26.10).
    server.closeIdleConnections = () => {};
    const closed = new Promise<unknown>((resolve) => void server.close(resolve));
    const limited = new Promise((resolve) => void setTimeout(resolve, limit).unref());
    goodbye?.();
    await turn(); // a request that has come by now is read, and not swept away
    for (const socket of connections.keys()) dismiss(socket);
    await Promise.race([closed, limited]); // whoever has not shaken hands is on nobody's list
    for (const socket of connections.keys()) socket.destroy();
    await after?.();
  }
  function dismiss(socket: Socket) {
    const { answers, readAtRest } = connections.get(socket) ?? { answers: [], readAtRest: 0 };
    const last = [...answers].at(-1); // of pipelined requests the first answers say nothing yet
    if (last && !last.headersSent) last.setHeader('Connection', 'close');
    // More bytes than at rest are half a request, or no longer HTTP: both may still end well.
    if (!last && socket.bytesRead === readAtRest) socket.destroySoon();
  }
  return () => {
    left ??= leave();
    return left;
  };
}
