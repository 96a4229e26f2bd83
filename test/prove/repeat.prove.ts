import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listLessons } from '../../code/course/lessons.ts';
import { runCli } from '../run-cli.ts';

const written = listLessons().filter(({ page }) => page);

// A busy core beside every run: what holds only on an idle machine does not hold.
let busy: ReturnType<typeof spawn>;
beforeAll(() => {
  busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
});
afterAll(() => void busy.kill());

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
