// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
// Wrong: it sweeps every 100 ms, and finds nobody idle.
import type { Server } from 'node:http';

export function stop(app: Server): void {
  app.close();
  setInterval(() => app.closeIdleConnections(), 100).unref();
}
