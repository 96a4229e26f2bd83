// Lesson 8: lessons/08-close-the-connections.mdx#do-it
// Wrong: a log line before and another one after.
import type { Server } from 'node:http';

export async function stop(app: Server, log: (line: string) => Promise<void>): Promise<void> {
  await log('App 1 stops');
  app.close();
  app.closeAllConnections();
  await log('App 1 has stopped');
}
