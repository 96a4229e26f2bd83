// Lesson 8: lessons/08-close-the-connections.mdx#do-it
// Wrong: it ends more than the app.
import type { Server } from 'node:http';

export async function stop(app: Server, log: (line: string) => Promise<void>): Promise<void> {
  app.close();
  await log('App 1 is stopped');
  process.exit();
}
