import { afterAll, beforeAll, describe, test } from 'vitest';
import { verdictOf } from '../../code/course/measure/servers.ts';
import type { Examination } from '../../code/doctor/examination.ts';
import { examine } from '../../code/doctor/examine.ts';
import { busyCore } from '../helpers/busy-core.ts';
import { allSpecimens } from '../specimens/servers/all.ts';
import { needsSpecimen, stage } from '../specimens/servers/specimen.ts';

/** Held by a stream, a server takes ten seconds a run. */
const hour = 3_600_000;
const repeats = 20;

// A busy core, and five examinations at once: what holds only on an idle machine does not hold.
let busy: Disposable;
beforeAll(() => {
  busy = busyCore();
});
afterAll(() => busy[Symbol.dispose]());

describe.concurrent(`${repeats} times under load, always the same verdict`, () => {
  test.for(allSpecimens())('$id: $stop', { timeout: hour }, async (specimen, ctx) => {
    needsSpecimen(ctx, specimen);
    const examined = async () => {
      await using staged = await stage(specimen);
      return await examine({ ...staged.options, solo: 'never' });
    };
    const found: Examination[] = [await examined()];
    while (found.length < repeats) found.push(await examined());

    const verdicts = new Set(found.map((each) => verdictOf(each).diagnoses.join(', ')));
    ctx.expect([...verdicts]).toHaveLength(1);
  });
});
