// Lesson 6: lessons/06-a-guess.mdx#do-it
// Wrong: it says what came, and not whether that was foretold.
import type { Workbench } from '../exercise.start.ts';

export async function comesTrue(bench: Workbench): Promise<string> {
  return await bench.reload();
}
