// Lesson 14: lessons/14-not-on-the-list.mdx#do-it
import type { EventEmitter } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';

interface Log extends EventEmitter {
  readonly events: readonly string[];
}

export function create(log: Log): Server {
  const streams = new Map<ServerResponse, number>(); // and the event that each is to get next
  const app = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', Connection: 'close' });
    response.write('retry: 50\n\n');
    response.once('close', () => streams.delete(response));
    send(response, log.events.length);
  });
  function send(response: ServerResponse, next: number): void {
    for (; next < log.events.length; next++)
      response.write(`id: ${next}\ndata: ${log.events[next]}\n\n`);
    streams.set(response, next);
  }
  log.on('added', () => {
    for (const [response, next] of streams) send(response, next);
  });
  return app;
}

export function stop(app: Server): void {
  app.close();
  app.closeAllConnections();
}
