// Lesson 10: lessons/10-half-fixed.mdx#do-it
// Ten clients are being answered when stop() is called, and get App 1 ever after. Change this program so
// that each gets its answer whole, and App 2 with its very next request.
// Check it: npm run exercise 10        A hint: npm run exercise 10 hint
import { createServer, type Server } from 'node:http';

/** An app whose answers take as long as `work` does. */
export function create(greeting: string, work: () => Promise<void>): Server {
  const app = createServer(async (_request, response) => {
    await work();
    response.end(`${greeting}\n`);
  });
  return app;
}

/** Tells the app to stop. */
export function stop(app: Server): void {
  app.close();
}
