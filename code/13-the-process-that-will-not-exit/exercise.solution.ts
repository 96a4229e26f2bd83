// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
import type { Server } from 'node:http';

/** Stops the app. It runs in a process of its own, which has nothing else to do. */
export function stop(app: Server): void {
  app.close();
  setTimeout(() => app.closeAllConnections(), 2_000).unref(); // longer than any answer takes
}
