// Lesson 8: lessons/08-close-the-connections.mdx#do-it
// Wrong: the log line stands between the two calls.
import type { Server } from 'node:http';

export async function stop(app: Server, log: (line: string) => Promise<void>): Promise<void> {
  app.closeIdleConnections = () => {};
  app.close();
  await log('App 1 is stopped');
  app.closeAllConnections();
}
