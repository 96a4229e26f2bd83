// Lesson 8: lessons/08-close-the-connections.mdx#do-it
// Wrong: the connections get a little more time.
import type { Server } from 'node:http';

export async function stop(app: Server, log: (line: string) => Promise<void>): Promise<void> {
  app.closeIdleConnections = () => {};
  app.close();
  setTimeout(() => app.closeAllConnections(), 100);
  await log('App 1 is stopped');
}
