// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
// Wrong: a limit for the connections that come from now on.
import type { Server } from 'node:http';

export function stop(app: Server): void {
  app.close();
  app.setTimeout(1_000);
}
