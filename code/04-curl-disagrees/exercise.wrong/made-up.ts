// Lesson 4: lessons/04-curl-disagrees.mdx#do-it
// Wrong: the answers are those that one expects.
import type { Answer, Workbench } from '../exercise.start.ts';

export async function compare(bench: Workbench): Promise<{ witness: Answer; control: Answer }> {
  await bench.swap();
  return { witness: { app: 'App 1' }, control: { app: 'App 2' } };
}
