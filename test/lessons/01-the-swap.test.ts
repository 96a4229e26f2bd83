import { describe, expect, test } from 'vitest';
import * as buggy from '../../code/01-the-swap/buggy.ts';
import * as fixed from '../../code/01-the-swap/fixed.ts';
import { readRecordingFor } from '../../code/course/recordings.ts';
import { drift } from '../../code/run/drift.ts';
import { ending, only, playLesson, portOf } from '../helpers/lesson.ts';
import { ask, rawClient } from '../helpers/raw-client.ts';

const get = (...headers: string[]) => ['GET / HTTP/1.1', 'Host: 127.0.0.1', ...headers, ''];

describe('the two programs, byte by byte', () => {
  test('an app answers 200 with an ETag, and 304 without a body to whoever brings it back', async () => {
    const app = await buggy.start('Hello, world!', 0);
    await using _ = ending(app);
    await using client = await rawClient(portOf(app));

    client.send(...get());
    await client.until('Hello, world!\n');
    expect(client.received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    const [, etag] = /^ETag: (.*)\r$/m.exec(client.received) ?? [];
    expect(etag).toBe('"09fac8dbfd27bd9b4d23a00eb648aa751789536d"'); // SHA-1 of the page, as Tornado's

    client.received = '';
    client.send(...get(`If-None-Match: ${etag}`));
    await client.until('\r\n\r\n');
    expect(client.received).toMatch(/^HTTP\/1\.1 304 Not Modified\r\n/);
    expect(client.received).toMatch(/\r\n\r\n$/);
  });

  test('buggy: after the swap the kept connection still leads to App 1, a new one to App 2', async () => {
    const app1 = await buggy.start('Hello, world!', 0);
    await using _1 = ending(app1);
    const port = portOf(app1);
    await using kept = await rawClient(port);
    const ownPort = kept.socket.localPort;
    kept.send(...get());
    await kept.until('Hello, world!\n');

    await buggy.stop(app1);
    expect(app1.listening).toBe(false);
    await using _2 = ending(await buggy.start('Hello, world2!', port));

    kept.received = '';
    kept.send(...get());
    await kept.until('Hello, world!\n');
    expect(kept.socket.localPort).toBe(ownPort);
    expect((await ask(port, 'GET / HTTP/1.1', 'Host: :C')).body).toBe('Hello, world2!\n');
  });

  test('fixed: the kept connection ends with App 1, and whoever comes back meets App 2', async () => {
    const app1 = await fixed.start('Hello, world!', 0);
    await using _1 = ending(app1);
    const port = portOf(app1);
    await using kept = await rawClient(port);
    kept.send(...get());
    await kept.until('Hello, world!\n');

    await fixed.stop(app1);
    await using _2 = ending(await fixed.start('Hello, world2!', port));

    kept.received = '';
    expect(await kept.end()).toBe('');
    expect((await ask(port, 'GET / HTTP/1.1', 'Host: :C')).body).toBe('Hello, world2!\n');
  });
});

describe('the story', () => {
  test('with the bug: App 2 listens, a fresh client gets App 2, the browser still gets App 1', async () => {
    const events = await playLesson('01-the-swap');
    const answers = only('answer', events);

    expect(answers.map(({ who, status, app, shown }) => [who, status, app, shown])).toEqual([
      ['browser', 200, 'App 1', 'Hello, world!'],
      ['browser', 304, 'App 1', 'Hello, world!'],
      ['fresh client', 200, 'App 2', 'Hello, world2!'],
      ['browser', 304, 'App 1', 'Hello, world!'],
    ]);
    // One connection from the first visit to the last: nothing reconnected behind our back.
    const [first, second, fresh, last] = answers;
    expect([second?.peer, last?.peer]).toEqual([first?.peer, first?.peer]);
    expect(fresh?.peer).not.toBe(first?.peer);
    expect(last?.nth).toBe(3);

    const listens = events.findIndex((event) => event.kind === 'server' && event.app === 'App 2');
    expect(events.indexOf(last as (typeof events)[number])).toBeGreaterThan(listens);
    expect(only('finding', events).map(({ id }) => id)).toEqual(['two-answers']);
  });

  test('with the bug: after the swap the table has App 2’s LISTEN row and App 1’s connection', async () => {
    const [, swapped] = only('sockets', await playLesson('01-the-swap'));
    expect(swapped?.rows.map(({ owner, state }) => `${owner} ${state}`)).toEqual([
      'App 2 LISTEN',
      'App 1 ESTABLISHED',
      'browser ESTABLISHED',
    ]);
    const [listener, served, browser] = swapped?.rows ?? [];
    expect(listener?.pid).toBe(process.pid);
    expect(served?.pid).toBe(process.pid);
    expect(browser?.pid).not.toBe(process.pid); // the stand-in is a process of its own
    expect(browser?.pid).toBeGreaterThan(1);
  });

  test('with the fix: both clients get App 2, the browser on a new connection', async () => {
    const events = await playLesson('01-the-swap', 'fixed');
    const answers = only('answer', events);
    expect(answers.slice(2).map(({ who, status, app }) => [who, status, app])).toEqual([
      ['fresh client', 200, 'App 2'],
      ['browser', 200, 'App 2'],
    ]);
    expect(answers[3]?.peer).not.toBe(answers[0]?.peer);
    expect(only('server', events).map(({ app, did }) => `${app} ${did}`)).toEqual([
      'App 1 listen',
      'App 1 stop',
      'App 1 close-all',
      'App 2 listen',
    ]);
    expect(only('finding', events).map(({ id }) => id)).toEqual(['one-answer']);
  });

  test.for(['buggy', 'fixed'] as const)('%s: runs as it was recorded', async (program) => {
    const cast = { program, browser: 'stand-in' } as const;
    const recording = readRecordingFor('01-the-swap', cast) ?? [];
    expect(recording).not.toEqual([]);
    expect(drift(recording, await playLesson('01-the-swap', program))).toBeUndefined();
  });
});
