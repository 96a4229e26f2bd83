// Lesson 8: lessons/08-close-the-connections.mdx#do-it
// Wrong: it closes all connections, writes the log line, and stops listening last.
import type { Server } from 'node:http';

export async function stop(app: Server, log: (line: string) => Promise<void>): Promise<void> {
  app.closeAllConnections();
  await log('App 1 is stopped');
  app.close();
}
