import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Examination } from '../../code/doctor/examination.ts';
import { isGood } from '../../code/doctor/verdicts/diagnose.ts';
import { curesIn, examineStep, type Mended } from '../specimens/mended/mended.ts';

/**
 * Examines a faulty server, and each step of its mending: a step says no cure that the report before it
 * has not, follows one for each fault of that report, and the last has no fault.
 */
export async function followCures(pair: Mended): Promise<void> {
  await using build = await mkdtempDisposable(join(tmpdir(), 'still-answering-test-'));
  const [first = '', ...others] = pair.steps;
  let found = await examineStep(pair, first, build.path);
  expect(found.diagnoses.filter((each) => each !== pair.byChance)).toEqual(pair.diagnoses);
  const [begin] = faultsOf(found).map(({ patch }) => patch && `${patch.file}:${patch.line}`);
  expect(begin).toBe(pair.begin);

  let followed: string[] = [];
  for (const step of others) {
    const cited = curesIn(pair, step).filter((cure) => !followed.includes(cure));
    const faults = faultsOf(found);
    for (const cure of cited) {
      expect(
        faults.map((each) => each.cure),
        step,
      ).toContainEqual(expect.stringContaining(cure));
    }
    const neglected = faults.filter(({ cure }) => !cited.some((each) => cure.includes(each)));
    expect(
      neglected
        .map(({ rule }) => rule)
        .filter((rule) => !pair.byChance || rule !== 'newcomer lost'),
      step,
    ).toEqual([]);
    followed = curesIn(pair, step);
    found = await examineStep(pair, step, build.path);
  }
  expect([faultsOf(found), isGood(found.diagnoses)]).toEqual([[], true]);
}

const faultsOf = ({ findings, probes }: Examination) =>
  [...probes.flatMap((probe) => probe.findings), ...findings].filter(
    ({ level }) => level === 'fault',
  );
