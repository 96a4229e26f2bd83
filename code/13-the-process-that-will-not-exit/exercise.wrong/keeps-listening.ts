// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
// Wrong: it sends away who is there, and lets in who comes.
import type { Server } from 'node:http';

export function stop(app: Server): void {
  setTimeout(() => app.closeAllConnections(), 2_000).unref();
}
