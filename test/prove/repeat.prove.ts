import { afterAll, beforeAll, expect, test } from 'vitest';
import { listLessons } from '../../code/course/lessons.ts';
import { busyCore } from '../helpers/busy-core.ts';
import { runCli } from '../helpers/run-cli.ts';

const written = listLessons().filter(({ page }) => page);

let busy: Disposable;
beforeAll(() => {
  busy = busyCore();
});
afterAll(() => busy[Symbol.dispose]());

test.each(written)(
  'lesson $number plays 50 times in a row, and leaves nothing',
  async ({ number }) => {
    for (let run = 1; run <= 50; run++) {
      const { status, stderr, leftovers } = await runCli(['lesson', String(number)]);
      expect({ run, status, stderr, leftovers }).toEqual({
        run,
        status: 0,
        stderr: '',
        leftovers: [],
      });
    }
  },
);

test.each(written)(
  'lesson $number plays 8 times at once, and leaves nothing',
  async ({ number }) => {
    for (let round = 1; round <= 5; round++) {
      const runs = Array.from({ length: 8 }, () => runCli(['lesson', String(number)]));
      for (const { status, stderr, leftovers } of await Promise.all(runs)) {
        expect({ round, status, stderr, leftovers }).toEqual({
          round,
          status: 0,
          stderr: '',
          leftovers: [],
        });
      }
    }
  },
);
