import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Examination, Level } from '../../code/doctor/examination.ts';
import { changesSince, readBaseline } from '../../code/doctor/report/baseline.ts';
import { heartbeat } from '../../code/doctor/report/heartbeat.ts';
import type { Progress } from '../../code/doctor/report/progress.ts';

afterEach(() => vi.useRealTimers());

test('Nobody is left without a word for more than 5 s', () => {
  vi.useFakeTimers();
  const told: Progress[] = [];
  using beat = heartbeat((progress) => told.push(progress));
  beat.tell({ at: 'alone', id: 'P2', nth: 1, of: 3 });
  vi.advanceTimersByTime(9_000);
  const waiting = { at: 'waiting', for: 'P2 alone (1 of 3)' };
  expect(told.slice(1)).toMatchObject([waiting, waiting]);
  beat.tell({ at: 'ended', ms: 9_000 });
  vi.advanceTimersByTime(4_900);
  expect(told.slice(3)).toMatchObject([{ at: 'ended' }, { at: 'waiting' }]);
});

describe('Against a baseline', () => {
  test('a device, which may never end, is not read', async () => {
    await expect(readBaseline('/dev/null')).rejects.toThrow('the baseline /dev/null is no file');
  });

  const found = (level: Level) =>
    ({ probes: [{ id: 'P3', level }], findings: [] }) as unknown as Examination;
  const P3 = { what: 'P3' };
  test.each<[before: Level, now: Level, changes: object]>([
    ['pass', 'fault', { worse: [{ ...P3, before: 'pass', now: 'fault' }], better: [] }],
    ['fault', 'note', { worse: [], better: [{ ...P3, before: 'fault', now: 'note' }] }],
    ['pass', 'note', { worse: [], better: [] }],
    // What one of them did not examine is no change.
    ['skipped', 'fault', { worse: [], better: [] }],
    ['fault', 'skipped', { worse: [], better: [] }],
  ])('%s before, %s now', (before, now, changes) => {
    expect(changesSince(found(before), found(now))).toEqual(changes);
  });
});
