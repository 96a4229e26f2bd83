// Lesson 6: lessons/06-a-guess.mdx#do-it
// Wrong: whatever comes, it fits.
import type { Workbench } from '../exercise.start.ts';

export async function comesTrue(bench: Workbench): Promise<boolean> {
  const app = await bench.reload();
  return app === 'App 1' || app === 'App 2';
}
