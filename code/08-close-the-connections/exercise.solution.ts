// Lesson 8: lessons/08-close-the-connections.mdx#do-it
import type { Server } from 'node:http';

/** Stops the app. `log` writes a line to the log, which takes its time. */
export async function stop(app: Server, log: (line: string) => Promise<void>): Promise<void> {
  app.closeIdleConnections = () => {}; // close() as it was before Node 19
  app.close();
  app.closeAllConnections(); // nobody listens any more, so nobody comes in between
  await log('App 1 is stopped');
}
