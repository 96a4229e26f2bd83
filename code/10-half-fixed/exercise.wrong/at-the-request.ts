// Lesson 10: lessons/10-half-fixed.mdx#do-it
import { createServer, type Server } from 'node:http';

/** An app whose answers take as long as `work` does. */
export function create(greeting: string, work: () => Promise<void>): Server {
  const app = createServer(async (_request, response) => {
    if (!app.listening) response.setHeader('Connection', 'close');
    await work();
    response.end(`${greeting}\n`);
  });
  return app;
}

/** Tells the app to stop. */
export function stop(app: Server): void {
  app.close();
}
