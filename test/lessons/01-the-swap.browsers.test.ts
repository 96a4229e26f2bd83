import { expect, test } from 'vitest';
import { readRecordingFor } from '../../code/course/recordings.ts';
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { drift } from '../../code/run/drift.ts';
import { only, playLesson } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';

// All other runs of real browsers, Firefox's too: npm run prove browsers.
test('a real chromium stays on App 1 over the swap, on a connection from before it', async (ctx) => {
  const browser = 'chromium';
  needs(ctx, browser, findBrowser(browser));
  const events = await playLesson('01-the-swap', 'buggy', browser);
  const shown = only('answer', events).filter((answer) => answer.shown !== null);

  expect(shown.map(({ who, status, app }) => [who, status, app])).toEqual([
    ['browser', 200, 'App 1'],
    ['browser', 304, 'App 1'],
    ['fresh client', 200, 'App 2'],
    ['browser', 304, 'App 1'],
  ]);
  const swap = events.findIndex((event) => event.kind === 'server' && event.did === 'stop');
  const before = only('connection', events.slice(0, swap)).map(({ peer }) => peer);
  expect(before).toContain(shown.at(-1)?.peer);

  const recording = readRecordingFor('01-the-swap', { program: 'buggy', browser });
  expect(drift(recording ?? [], events)).toBeUndefined();
});

test('a real chromium moves on to App 2 when App 1 also closed its connections', async (ctx) => {
  needs(ctx, 'chromium', findBrowser('chromium'));
  const events = await playLesson('01-the-swap', 'fixed', 'chromium');
  const last = only('answer', events).findLast((answer) => answer.shown !== null);
  expect(last).toMatchObject({ who: 'browser', status: 200, app: 'App 2' });
});
