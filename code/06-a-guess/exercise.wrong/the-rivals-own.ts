// Lesson 6: lessons/06-a-guess.mdx#do-it
// Wrong: it is a prediction of the rival.
import type { Workbench } from '../exercise.start.ts';

export async function comesTrue(bench: Workbench): Promise<boolean> {
  await bench.endConnections();
  return (await bench.reload()) === 'App 1';
}
