import { expect } from 'vitest';
import { toldAsRecorded, toldByAll } from '../helpers/told.ts';

const slug = '07-the-rows-i-filtered-out';

toldByAll(slug, ({ answers, findings, states: [filtered, whole = []] }) => {
  expect(answers).toEqual(['browser 200 App 1', 'browser 304 App 1']);
  expect(findings).toEqual(['the-row-was-there']);
  expect(filtered).toEqual(['LISTEN']);
  expect(whole.filter((state) => state === 'LISTEN')).toHaveLength(1);
  // Both ends of each connection: two rows, or a multiple with a browser's spare ones.
  const established = whole.filter((state) => state === 'ESTABLISHED').length;
  expect(established).toBeGreaterThanOrEqual(2);
  expect(established % 2).toBe(0);
});

toldAsRecorded(
  slug,
  { program: 'fixed', browser: 'stand-in' },
  ({ answers, findings, states: [filtered, whole] }) => {
    expect(answers).toEqual(['browser 200 App 1', 'browser 200 App 2']);
    expect(findings).toEqual(['no-such-row']);
    // The filter says the same in both worlds.
    expect(filtered).toEqual(['LISTEN']);
    expect(whole).not.toContain('ESTABLISHED');
  },
);
