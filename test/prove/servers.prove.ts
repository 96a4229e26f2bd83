import { describe, test } from 'vitest';
import { judged, verdictOn, verdicts } from '../doctor/verdicts-of-servers.ts';

describe.concurrent('Told to stop', () => {
  test.for(judged)('$id: $stop', async (specimen, { expect }) => {
    expect(await verdictOn(specimen)).toEqual(verdicts[specimen.id]);
  });
});
