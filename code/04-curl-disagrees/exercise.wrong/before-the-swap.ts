// Lesson 4: lessons/04-curl-disagrees.mdx#do-it
// Wrong: the control is asked while App 1 is alone.
import type { Answer, Workbench } from '../exercise.start.ts';

export async function compare(bench: Workbench): Promise<{ witness: Answer; control: Answer }> {
  const witness = await bench.browser();
  await witness.visit();
  const control = await bench.browser();
  const answer = await control.visit();
  await bench.swap();
  return { witness: await witness.visit(), control: answer };
}
