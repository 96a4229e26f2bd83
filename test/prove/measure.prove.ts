import { describe, expect, test } from 'vitest';
import { measureAwait, type ordersOfAwaits } from '../../code/course/measure/awaits.ts';
import { ways } from '../../code/course/measure/kept-measurements.ts';
import { measureLeave } from '../../code/course/measure/leave.ts';
import { measureWay } from '../../code/course/measure/ways.ts';
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { needs } from '../helpers/needs.ts';

const never = new AbortController().signal;

describe.each(['chromium', 'firefox'] as const)('a real %s', (browser) => {
  test('asks once more by a hard reload, and gets the app that lesson 7’s table says', async (ctx) => {
    needs(ctx, browser, findBrowser(browser));
    const { program, way, app, status, kept } = await measureWay('hard reload', browser);
    const entry = ways.read().find((each) => each.program === program && each.way === way);
    expect({ app, status, kept }).toEqual({
      app: entry?.app,
      status: entry?.status,
      kept: entry?.kept,
    });
  });
});

test('Lesson 8’s table is what happens: a crowd that knows nothing of the stop gets in only before it', async () => {
  const slept = (order: (typeof ordersOfAwaits)[number]) =>
    measureAwait(order, 'sleep, 10 ms', 'a timer', 5, never);
  expect((await slept('close all, await, stop')).slippedIn).toBeGreaterThan(0);
  expect((await slept('stop, await, close all')).slippedIn).toBe(0);
});

test('The table of leaving is what happens: who stops listening first loses what is sent on until the checks say so', async () => {
  const first = 'stop listening first (careful.ts)';
  const { why, exitAfter } = await measureLeave('a balancer', first, 1, never);
  expect(why['GET ECONNREFUSED']).toBeGreaterThan(0);
  expect(why['POST ECONNREFUSED']).toBeGreaterThan(0);
  expect(exitAfter[1]).toBeLessThan(2);
  // A run that a busy machine disturbed is made again.
}, 180_000);
