// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
// Wrong: it tells the platform that the stop failed.
import type { Server } from 'node:http';

export function stop(app: Server): void {
  app.close();
  setTimeout(() => process.exit(1), 2_000).unref();
}
