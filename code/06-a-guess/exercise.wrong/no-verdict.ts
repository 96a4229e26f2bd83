// Lesson 6: lessons/06-a-guess.mdx#do-it
// Wrong: it says what came, and not whether that was foretold.
import type { Bench } from '../exercise.start.ts';

export async function comesTrue(bench: Bench): Promise<string> {
  return await bench.reload();
}
