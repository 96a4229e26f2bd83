// Lesson 8: lessons/08-close-the-connections.mdx#do-it
// Wrong: it leaves the rest to close(), which on Node 26 ends idle connections and no others.
import type { Server } from 'node:http';

export async function stop(app: Server, log: (line: string) => Promise<void>): Promise<void> {
  app.close();
  await log('App 1 is stopped');
}
