import { describe, expect, test } from 'vitest';
import { findBrowser } from '../code/course/lab/clients/find-browser.ts';
import { type IdleTime, idleNodeServer } from '../code/course/measure/idle.ts';
import { readMeasurements } from '../code/course/measure/kept-measurements.ts';
import { measureWay, type Way, ways } from '../code/course/measure/ways.ts';
import { needs } from './needs.ts';
import { callCli } from './run-cli.ts';

const kept = readMeasurements<Way>('ways');

describe.each(['chromium', 'firefox'] as const)('a real %s', (browser) => {
  test.for(['hard reload', 'private window'])(
    '%s gets the app that the table says',
    async (way, ctx) => {
      needs(ctx, browser, findBrowser(browser));
      const measured = await measureWay(way, browser);
      const entry = kept.find(
        ({ program, way: each }) => program === measured.program && each === way,
      );
      expect(measured).toMatchObject({ app: entry?.app, kept: entry?.kept });
    },
  );
});

test('the table has every way for both browsers, and one rule: an old connection leads to App 1', () => {
  for (const program of ['Chromium', 'Firefox']) {
    expect(
      kept
        .filter((entry) => entry.program === program)
        .map(({ way }) => way)
        .sort(),
    ).toEqual([...ways].sort());
  }
  for (const { app, kept: old } of kept) expect(app).toBe(old ? 'App 1' : 'App 2');
});

test('Node’s server promises five seconds and closes a second later, as the table says', async () => {
  const { said, done } = await idleNodeServer();
  expect(said).toBe(5);
  expect(done).toBeGreaterThan(5.5);
  const entry = readMeasurements<IdleTime>('idle').find(
    ({ program, side }) => program === 'Node' && side === 'server',
  );
  expect(entry).toMatchObject({ said: 5, done: 6 });
});

test.for([
  [['measure', 'colour'], /nothing to measure by the name «colour»/],
  [['measure', 'idle', 'opera'], /no browser «opera»/],
] as const)('%j: exit 2 and the remedy', async ([args, says]) => {
  const { status, stderr } = await callCli(args);
  expect(stderr).toMatch(says);
  expect(status).toBe(2);
});
