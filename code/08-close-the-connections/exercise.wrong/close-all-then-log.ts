// Lesson 8: lessons/08-close-the-connections.mdx#do-it
// Wrong: all are sent away, the log line is written, and the door is shut last.
import type { Server } from 'node:http';

export async function stop(app: Server, log: (line: string) => Promise<void>): Promise<void> {
  app.closeAllConnections();
  await log('App 1 is stopped');
  app.close();
}
