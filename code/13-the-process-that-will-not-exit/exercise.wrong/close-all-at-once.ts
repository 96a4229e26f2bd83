// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
// Wrong: it cuts the answer.
import type { Server } from 'node:http';

export function stop(app: Server): void {
  app.close();
  app.closeAllConnections();
}
