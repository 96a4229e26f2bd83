import { describe, expect, test } from 'vitest';
import { until } from '../../code/base/until.ts';
import { crowd } from '../../code/lab/clients/crowd.ts';
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { rawClient } from '../../code/lab/clients/raw.ts';
import { longAnswer } from '../../code/lab/clients/stream.ts';
import { essence } from '../../code/run/drift.ts';
import { telling } from '../helpers/keeps-five.ts';
import { only, playStory } from '../helpers/lesson.ts';
import { needs } from '../helpers/needs.ts';

describe('a raw connection', () => {
  test('is left in the middle of a request, and goes on when the rest is sent', async () => {
    const events = await playStory(
      telling(async (lab, { start }) => {
        await lab.scene('app-1-answers');
        await start('Good day', 0);
        const half = await rawClient(lab, 'half head');
        await half.send('GET / HT');
        await lab.settle();
        await half.send('TP/1.1\r\nHost: x\r\n\r\n');
        await half.answer('/');
      }),
    );
    expect(only('connection', events).slice(0, 1)).toMatchObject([
      { who: 'half head', did: 'open' },
    ]);
    expect(only('answer', events)).toMatchObject([
      { who: 'half head', app: 'App 1', shown: 'Good day', nth: 1 },
    ]);
  });

  test('reads two answers to two requests sent at once, and lines after an upgrade', async () => {
    const events = await playStory(
      telling(async (lab, { start }) => {
        await start('Good day', 0);
        const both = await rawClient(lab, 'pipelined');
        await both.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2));
        await both.answer('/');
        await both.answer('/');
        const other = await rawClient(lab, 'upgraded');
        await other.send('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
        await other.answer('/');
        await other.send('hello');
        await other.line('/');
      }),
    );
    expect(only('answer', events).map(({ who, status, nth }) => `${who} ${status} ${nth}`)).toEqual(
      ['pipelined 200 1', 'pipelined 200 2', 'upgraded 101 1'],
    );
    expect(only('stream', events)).toMatchObject([
      { who: 'upgraded', did: 'event', data: 'Good day' },
    ]);
  });

  test('that an app has ended is told as a failure, each time, and nothing is sent on it', async () => {
    const events = await playStory(
      telling(async (lab, { start, stop, exited }) => {
        const app = await start('Good day', 0);
        const idle = await rawClient(lab, 'idle');
        await stop(app);
        await exited(app);
        for (const _ of [1, 2]) {
          await idle.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
          await idle.answer('/');
        }
      }),
    );
    const [first, second] = only('failure', events);
    expect(first).toMatchObject({ who: 'idle', method: 'GET', path: '/', ran: 0 });
    expect(first?.saw).toMatch(/^(ended|ECONNRESET)$/);
    expect({ ...second, at: 0 }).toEqual({ ...first, at: 0 });
  });
});

describe('a crowd', () => {
  test('is counted, and stands in no table; those who are answered late are waited for', async () => {
    const events = await playStory(
      telling(async (lab, { start, enter, stop }) => {
        await lab.scene('app-1-answers');
        const app1 = await start('Good day', 0, { env: { LEAVES: 'politely' } });
        const clients = crowd(lab, '20 clients', 20);
        await clients.tally('/', { bounds: { 'App 1': 'exactly' } });
        const slow = clients.ask('/slow', { first: 3 });
        await clients.arrived('/slow', 3);
        await stop(app1);
        await lab.scene('the-swap');
        enter(app1);
        expect(await slow).toEqual(['App 1', 'App 1', 'App 1']);
      }),
    );
    expect(essence(events)).toContain('20 clients: GET /, of 20: App 1: 20');
    expect(only('connection', events)).toEqual([]);
    expect(only('answer', events)).toEqual([]);
    expect(only('sockets', events)[0]?.rows).toEqual([]);
  });
});

describe('an answer that lasts', () => {
  test.for(['stand-in', 'chromium'] as const)(
    'as EventSource sees it, %s: it comes again when the app is gone, and gives up at a 503',
    { timeout: 60_000 },
    async (browser, ctx) => {
      if (browser !== 'stand-in') needs(ctx, browser, findBrowser(browser));
      const events = await playStory(
        {
          ...telling(async (lab, { start, signal, exited }) => {
            const [app1, page] = [await start('Good day', lab.port), lab.browser()];
            await page.visit();
            const stream = await page.stream('/events');
            await stream.saw('event');
            signal(app1, 'SIGKILL');
            await exited(app1);
            await stream.saw('reconnecting');
            const app2 = await start('Good evening', app1.port);
            await stream.saw('event', 2, 30_000);
            signal(app2, 'SIGKILL');
            await exited(app2);
            await start('Good night', app1.port);
            await stream.saw('gave up', 1, 30_000);
          }),
          browsers: true,
        },
        { browser },
      );
      const told = only('stream', events).filter(({ did }) => did !== 'reconnecting');
      expect(told.map(({ did, id, data }) => [did, id, data].filter(Boolean).join(' '))).toEqual([
        'open',
        'event 7 Good day',
        'open',
        'event 7 Good evening',
        'gave up',
      ]);
    },
  );

  test.for([
    ['ended', false],
    ['cut', true],
  ] as const)('as a Node program reads it: %s', async ([did, kill]) => {
    const events = await playStory(
      telling(async (lab, { start, signal, enter }) => {
        const app = await start('Good day', 0);
        const answer = longAnswer(lab, 'a client', '/long');
        await answer.saw('event');
        if (kill) signal(app, 'SIGKILL');
        else enter(app);
        await answer.saw(did);
        await until('its end to be the last', () => answer.seen.at(-1)?.did === did || undefined);
      }),
    );
    expect(only('stream', events).map((each) => each.did)).toContain('open');
  });
});
