import { expect, test } from 'vitest';
import { begun, missing } from './complete.ts';

test.for(begun())('lesson $number, $slug, lacks nothing', async (lesson) => {
  const lacks = await missing(lesson);
  if (lacks.length > 0) expect.fail(`it lacks:\n${lacks.join('\n')}`);
});
