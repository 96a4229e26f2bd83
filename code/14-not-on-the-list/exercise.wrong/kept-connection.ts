// Lesson 14: lessons/14-not-on-the-list.mdx#do-it
import type { EventEmitter } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';

interface Log extends EventEmitter {
  readonly events: readonly string[];
}

const ends = new WeakMap<Server, () => void>();

export function create(log: Log): Server {
  const streams = new Map<ServerResponse, number>(); // and the event that each is to get next
  const app = createServer((request, response) => {
    const last = request.headers['last-event-id'];
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('retry: 50\n\n');
    response.once('close', () => streams.delete(response));
    send(response, last === undefined ? log.events.length : Number(last) + 1);
  });
  function send(response: ServerResponse, next: number): void {
    for (; next < log.events.length; next++)
      response.write(`id: ${next}\ndata: ${log.events[next]}\n\n`);
    streams.set(response, next);
  }
  log.on('added', () => {
    for (const [response, next] of streams) send(response, next);
  });
  ends.set(app, () => {
    for (const [response] of streams) response.end();
    streams.clear();
  });
  return app;
}

export function stop(app: Server): void {
  app.close();
  ends.get(app)?.();
}
