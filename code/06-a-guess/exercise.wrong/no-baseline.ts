// Lesson 6: lessons/06-a-guess.mdx#do-it
// Wrong: it asks after the connections are ended, and not before.
import type { Workbench } from '../exercise.start.ts';

export async function comesTrue(bench: Workbench): Promise<boolean> {
  await bench.endConnections();
  return (await bench.reload()) === 'App 2';
}
