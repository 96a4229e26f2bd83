import { spawnSync } from 'node:child_process';
import { describe, test } from 'vitest';
import { followCures } from '../helpers/follow-cures.ts';
import { needs } from '../helpers/needs.ts';
import { mended } from '../specimens/mended/mended.ts';

// One after another: on a busy machine five at once say what the machine does.
describe('Mended by its report alone', () => {
  test.for(mended)('$id', async (pair, ctx) => {
    const { needs: program } = pair;
    if (program) needs(ctx, program, spawnSync(program, ['version']).error === undefined);
    await followCures(pair);
  });
});
