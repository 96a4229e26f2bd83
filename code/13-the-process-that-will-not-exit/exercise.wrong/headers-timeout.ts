// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
// Wrong: a limit for a clock that close() switches off.
import type { Server } from 'node:http';

export function stop(app: Server): void {
  app.headersTimeout = 1_000;
  app.close();
}
