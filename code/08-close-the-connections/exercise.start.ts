// Lesson 8: lessons/08-close-the-connections.mdx#do-it
// This stop lets no one in, and leaves those who are there. Write one that ends with App 1: once it
// has begun to close, App 1 answers nobody, and App 2 gets the port. The log line is to stay.
// Check it: npm run exercise 8        A hint: npm run exercise 8 hint
import type { Server } from 'node:http';

/** Stops the app. `log` writes a line to the log, which takes its time. */
export async function stop(app: Server, log: (line: string) => Promise<void>): Promise<void> {
  app.closeIdleConnections = () => {}; // close() as it was before Node 19
  app.close();
  await log('App 1 is stopped');
}
