// Lesson 6: lessons/06-a-guess.mdx#do-it
// Wrong: a connection is there. Is it what decides?
import type { Workbench } from '../exercise.start.ts';

export async function comesTrue(bench: Workbench): Promise<boolean> {
  return (await bench.rows()).some((row) => row.includes('ESTAB'));
}
