// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
// Wrong: a timer that holds the process when nobody else does.
import type { Server } from 'node:http';

export function stop(app: Server): void {
  app.close();
  setTimeout(() => app.closeAllConnections(), 2_000);
}
