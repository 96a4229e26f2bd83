// Lesson 11: lessons/11-leave-politely.mdx#do-it
import type { Steps } from '../exercise.start.ts';

/** What the server does at SIGTERM. When this comes to its end, the process ends, whoever is left. */
export async function leave({
  notReady,
  sayClose,
  wait,
  stopListening,
  sweep,
}: Steps): Promise<void> {
  notReady();
  sayClose();
  await wait();
  stopListening();
  await sweep(100);
}
