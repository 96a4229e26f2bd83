import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measured, servers, verdictOf } from '../../code/course/measure/servers.ts';
import type { Examination } from '../../code/doctor/examination.ts';
import { examine } from '../../code/doctor/examine.ts';
import { busyCore } from '../helpers/busy-core.ts';
import { needs } from '../helpers/needs.ts';
import { debianServers } from '../specimens/servers/debian-servers.ts';
import { libraries, nodeServers, otherNodes, wrapped } from '../specimens/servers/node-servers.ts';
import { isInstalled, stage } from '../specimens/servers/specimen.ts';

const specimens = [...nodeServers(), ...otherNodes(), ...libraries, ...debianServers, ...wrapped];

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
  test.for(specimens)('$id: $stop', { timeout: hour }, async (specimen, ctx) => {
    if (specimen.needs) needs(ctx, specimen.needs, isInstalled(specimen));
    const examined = async (solo: boolean | 'never') => {
      await using staged = await stage(specimen);
      return await examine({ ...staged.options, solo });
    };
    const found: Found = [await examined('never')];
    while (found.length < repeats) found.push(await examined('never'));

    const verdicts = new Set(found.map((each) => verdictOf(each).diagnoses.join(', ')));
    ctx.expect([...verdicts]).toHaveLength(1);
    servers.keep([measured(specimen, usualFirst(found), await examined(true))]);
  });
});

type Found = [Examination, ...Examination[]];

/** The first one with the faults that most had, in front: a busy machine may hide or add one. */
function usualFirst(found: Found): Found {
  const alike = Map.groupBy(found, (each) => verdictOf(each).faults.join());
  const most = [...alike.values()].reduce((a, b) => (b.length > a.length ? b : a));
  const usual = most[0] ?? found[0];
  return [usual, ...found.filter((each) => each !== usual)];
}

test('The matrix has 25 servers and more, careful.ts among them without a fault', () => {
  const matrix = servers.read();
  expect(matrix.length).toBeGreaterThanOrEqual(25);
  for (const { id, diagnoses } of matrix.filter(({ id }) => /^careful/.test(id))) {
    expect({ id, diagnoses }).toEqual({ id, diagnoses: ['graceful'] });
  }
});
