// Lesson 8: lessons/08-close-the-connections.mdx#do-it
// Wrong: the log line has gone with the await.
import type { Server } from 'node:http';

export async function stop(app: Server, _log: (line: string) => Promise<void>): Promise<void> {
  app.close();
  app.closeAllConnections();
}
