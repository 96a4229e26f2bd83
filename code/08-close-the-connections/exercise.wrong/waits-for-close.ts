// Lesson 8: lessons/08-close-the-connections.mdx#do-it
// Wrong: it waits for the last client before it sends anybody away.
import type { Server } from 'node:http';

export async function stop(app: Server, log: (line: string) => Promise<void>): Promise<void> {
  app.closeIdleConnections = () => {};
  await new Promise((closed) => app.close(closed));
  app.closeAllConnections();
  await log('App 1 is stopped');
}
