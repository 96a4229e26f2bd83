// Lesson 14: lessons/14-not-on-the-list.mdx#do-it
// Ten clients listen to this feed, and it is deployed ten times. Each deploy loses events. Change this
// program so that no client loses one, gets one twice, or gives up.
// Check it: npm run exercise 14        A hint: npm run exercise 14 hint
import type { EventEmitter } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';

/** What has happened, in order. It outlives every app; when something is added, it emits “added”. */
export interface Log extends EventEmitter {
  readonly events: readonly string[];
}

/** An app that tells its clients what is added to the log. The next one gets the same log. */
export function create(log: Log): Server {
  const streams = new Set<ServerResponse>();
  const app = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', Connection: 'close' });
    response.write('retry: 50\n\n');
    streams.add(response);
    response.once('close', () => streams.delete(response));
  });
  log.on('added', () => {
    for (const response of streams) response.write(`data: ${log.events.at(-1)}\n\n`);
  });
  return app;
}

/** Tells the app to stop. */
export function stop(app: Server): void {
  app.close();
  app.closeAllConnections();
}
