// Lesson 4: lessons/04-curl-disagrees.mdx#do-it
// Wrong: a new tab of a browser that has a past.
import type { Answer, Workbench } from '../exercise.start.ts';

export async function compare(bench: Workbench): Promise<{ witness: Answer; control: Answer }> {
  const witness = await bench.browser();
  await witness.visit();
  await bench.swap();
  const control = await witness.newTab();
  return { witness: await witness.visit(), control: await control.visit() };
}
