// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
// Wrong: the limit is shorter than an answer.
import type { Server } from 'node:http';

export function stop(app: Server): void {
  app.close();
  setTimeout(() => app.closeAllConnections(), 100).unref();
}
