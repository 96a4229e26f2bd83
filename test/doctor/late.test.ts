// A doctor that looks late takes what it missed for what was not there.
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { examine } from '../../code/doctor/examine.ts';
import type { ExamineOptions } from '../../code/doctor/options.ts';
import type { Progress } from '../../code/doctor/report/progress.ts';

const file = fileURLToPath(new URL('../specimens/faulty/node-http.ts', import.meta.url));
const command = [process.execPath, file, 'close-all'];

/** Holds up the whole process, as another one does on a machine with too much to do. */
function holdUp(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** Holds up the doctor 700 ms in so many runs, the moment after the signal. */
async function examineLate(times: number, options: ExamineOptions = { command }) {
  const steps: Progress[] = [];
  let left = times;
  const found = await examine({
    ...{ only: ['P1'], solo: 'never' as const, ...options },
    onProgress(step) {
      steps.push(step);
      if (step.at === 'signalled' && left-- > 0) holdUp(700);
    },
  });
  return { found, again: steps.filter(({ at }) => at === 'late').length };
}

describe('A doctor that was too late for what it looks at', () => {
  test('starts the server anew, and says why', async () => {
    const { found, again } = await examineLate(1);
    expect(again).toBe(1);
    expect(found.unseen).toEqual([]);
  });

  test('cannot tell where it was late again, and again', async () => {
    const { found, again } = await examineLate(3);
    expect(again).toBe(2);
    expect(found.diagnoses).toContain('cannot tell');
    expect(found.unseen).toEqual([
      {
        id: null,
        why: expect.stringMatching(
          /^this machine was so busy that the doctor itself was \d+ ms late$/,
        ),
        remedy: 'examine it again where less runs beside it',
      },
    ]);
  });

  test('does nothing anew where it was in time', async () => {
    const { found, again } = await examineLate(0);
    expect(again).toBe(0);
    expect(found.unseen).toEqual([]);
  });
});
