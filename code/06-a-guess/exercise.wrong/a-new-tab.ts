// Lesson 6: lessons/06-a-guess.mdx#do-it
// Wrong: a new tab shares the connection, and all the rest as well.
import type { Workbench } from '../exercise.start.ts';

export async function comesTrue(bench: Workbench): Promise<boolean> {
  return (await bench.newTab()) === 'App 1';
}
