// Lesson 6: lessons/06-a-guess.mdx#do-it
// Wrong: nobody else gets App 1, so it must be the connection.
import type { Workbench } from '../exercise.start.ts';

export async function comesTrue(bench: Workbench): Promise<boolean> {
  return (await bench.newBrowser()) !== 'App 1' && (await bench.curl()) !== 'App 1';
}
