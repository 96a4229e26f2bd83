// Lesson 10: lessons/10-half-fixed.mdx#do-it
import { createServer, type Server } from 'node:http';

/** An app whose answers take as long as `work` does. */
let stopping = false;

export function create(greeting: string, work: () => Promise<void>): Server {
  const app = createServer(async (_request, response) => {
    await work();
    if (stopping) response.setHeader('Connection', 'close');
    response.end(`${greeting}\n`);
  });
  return app;
}

/** Tells the app to stop. */
export function stop(_app: Server): void {
  stopping = true;
}
