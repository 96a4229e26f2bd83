import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface CarefulOptions {
  /** Milliseconds for work in flight (default 8000): Docker kills after 10 s, Kubernetes after 30 s. */
  limit?: number;
  /**
   * Milliseconds to serve on before the limit begins (default 0): behind a balancer, longer than it
   * takes to find out. Every answer says close, and new connections are still served.
   */
  serveOn?: number;
  /** Called first: from now on the path that the balancer asks should say 503. */
  leaving?: () => void;
  /** Ends what would not end: WebSockets with 1001 (RFC 6455 section 7.4.1), event streams. */
  goodbye?: () => void;
  /** What is to be done when the last connection has ended, such as closing a database's pool. */
  after?: () => void | Promise<void>;
}

/**
 * Lets a node:http server leave politely on SIGTERM or SIGINT, and yet leave. Call it before the
 * first connection: `careful(createServer(app))`, or in the same turn as `app.listen()`. The port is
 * free at once, idle and silent connections end, answers come whole and say `Connection: close` where
 * they still can (RFC 9112 section 9.6), and what is left at the limit is cut. A second signal ends
 * the process at once. Behind a balancer, which would send requests to a port that refuses them, it
 * can serve on first.
 */
export function careful(server: Server, options: CarefulOptions = {}): void {
  const { limit = 8_000, serveOn = 0, leaving, goodbye = () => {}, after = () => {} } = options;
  /** By connection: answers not yet out, and how many bytes had come in when the last of them was. */
  const connections = new Map<Socket, { answers: Set<ServerResponse>; readAtRest: number }>();
  let stopping = false;

  server.on('connection', (socket: Socket) => {
    connections.set(socket, { answers: new Set(), readAtRest: 0 });
    socket.once('close', () => connections.delete(socket));
  });
  server.prependListener('request', ({ socket }, answer) => {
    const connection = connections.get(socket);
    connection?.answers.add(answer);
    answer.once('close', () => {
      connection?.answers.delete(answer);
      if (connection) connection.readAtRest = socket.bytesRead;
      if (stopping) dismiss(socket);
    });
    if (stopping) dismiss(socket);
  });
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop);

  function stop() {
    if (stopping) process.exit(1);
    stopping = true;
    leaving?.();
    if (serveOn > 0) setTimeout(end, serveOn);
    else end();
  }
  function end() {
    // Node's own sweep also cuts answers that a slow client is still reading (Node 20.20 and 26.10).
    server.closeIdleConnections = () => {};
    server.close(() => Promise.resolve(after()).then(() => process.exit()));
    goodbye();
    for (const socket of connections.keys()) dismiss(socket);
    setTimeout(() => connections.forEach((_, socket) => void socket.destroy()), limit);
  }
  function dismiss(socket: Socket) {
    const { answers, readAtRest } = connections.get(socket) ?? { answers: [], readAtRest: 0 };
    const last = [...answers].at(-1); // of pipelined requests the first answers say nothing yet
    if (last && !last.headersSent) last.setHeader('Connection', 'close');
    // More bytes than at rest are half a request, or no longer HTTP: both may still end well.
    if (!last && socket.bytesRead === readAtRest) socket.destroySoon();
  }
}
