// Lesson 4: lessons/04-curl-disagrees.mdx#do-it
// Wrong: a second browser, tried out before the swap to see whether it works.
import type { Answer, Workbench } from '../exercise.start.ts';

export async function compare(bench: Workbench): Promise<{ witness: Answer; control: Answer }> {
  const witness = await bench.browser();
  const control = await bench.browser();
  await witness.visit();
  await control.visit();
  await bench.swap();
  return { witness: await witness.visit(), control: await control.visit() };
}
