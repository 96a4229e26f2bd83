// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
// This stop lets no one in, and waits for as long as its clients please. Write one after which the process
// ends within 2.5 s, with status 0. An answer takes up to a second, and is to arrive whole.
// Check it: npm run exercise 13        A hint: npm run exercise 13 hint
import type { Server } from 'node:http';

/** Stops the app. It runs in a process of its own, which has nothing else to do. */
export function stop(app: Server): void {
  app.close();
}
