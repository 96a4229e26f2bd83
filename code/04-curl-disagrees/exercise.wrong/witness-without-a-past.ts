// Lesson 4: lessons/04-curl-disagrees.mdx#do-it
// Wrong: neither of the two was with App 1.
import type { Answer, Workbench } from '../exercise.start.ts';

export async function compare(bench: Workbench): Promise<{ witness: Answer; control: Answer }> {
  await bench.swap();
  const witness = await bench.browser();
  const control = await bench.browser();
  return { witness: await witness.visit(), control: await control.visit() };
}
