// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
// Wrong: half a request is not idle.
import type { Server } from 'node:http';

export function stop(app: Server): void {
  app.close();
  app.closeIdleConnections();
}
