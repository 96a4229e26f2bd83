import { describe, expect, test } from 'vitest';
import * as buggy from '../../code/02-not-modified/buggy.ts';
import * as fixed from '../../code/02-not-modified/fixed.ts';
import { readRecordingFor } from '../../code/course/recordings.ts';
import { drift } from '../../code/run/drift.ts';
import { ending, only, playLesson, portOf } from '../helpers/lesson.ts';
import { type RawClient, rawClient } from '../helpers/raw-client.ts';
import { runOf } from '../helpers/told.ts';

const etag1 = '"09fac8dbfd27bd9b4d23a00eb648aa751789536d"';
const etag2 = '"7ed872ed819318ccfe5daa68b4ba63e197845c3e"';

/** One request on a kept connection: its status line, ETag and body. */
async function request(client: RawClient, path: string, ...headers: string[]) {
  client.received = '';
  client.send(`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...headers, '');
  await client.until('\r\n\r\n');
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(client.received) ?? [];
  if (status === '200') await client.until('\n', client.received.indexOf('\r\n\r\n') + 4);
  const [head = '', body = ''] = client.received.split('\r\n\r\n');
  return { status, etag: /^ETag: (.*)$/m.exec(head)?.[1]?.trim(), body };
}

describe('a conditional request, byte by byte', () => {
  test('an app says 304 to its own ETag, and 200 to another app’s', async () => {
    const app = await buggy.start('Hello, world!', 0);
    await using _ = ending(app);
    await using client = await rawClient(portOf(app));

    expect(await request(client, '/')).toEqual({
      status: '200',
      etag: etag1,
      body: 'Hello, world!\n',
    });
    expect(await request(client, '/', `If-None-Match: ${etag1}`)).toEqual({
      status: '304',
      etag: etag1,
      body: '',
    });
    expect(await request(client, '/', `If-None-Match: ${etag2}`)).toMatchObject({
      status: '200',
      etag: etag1,
    });
  });

  test('it counts what it answered on /, a 304 as well, and nothing else', async () => {
    const app = await buggy.start('Hello, world!', 0);
    await using _ = ending(app);
    await using client = await rawClient(portOf(app));
    await request(client, '/');
    await request(client, '/', `If-None-Match: ${etag1}`);
    await request(client, '/favicon.ico');
    expect((await request(client, '/count')).body).toBe('answered 2\n');
    expect((await request(client, '/count')).body).toBe('answered 2\n');
  });

  test('buggy: after the swap a kept connection gets a 304 with App 1’s ETag, and App 1 counts it', async () => {
    const app1 = await buggy.start('Hello, world!', 0);
    await using _1 = ending(app1);
    await using kept = await rawClient(portOf(app1));
    await request(kept, '/');
    await buggy.stop(app1);
    await using _2 = ending(await buggy.start('Hello, world2!', portOfKept(kept)));

    expect(await request(kept, '/', `If-None-Match: ${etag1}`)).toMatchObject({
      status: '304',
      etag: etag1,
    });
    expect((await request(kept, '/count')).body).toBe('answered 2\n');
    await using fresh = await rawClient(portOfKept(kept));
    expect(await request(fresh, '/', `If-None-Match: ${etag1}`)).toMatchObject({
      status: '200',
      etag: etag2,
    });
    expect((await request(fresh, '/count')).body).toBe('answered 1\n');
  });

  test('fixed: the kept connection ends, and App 1’s ETag earns App 2’s page', async () => {
    const app1 = await fixed.start('Hello, world!', 0);
    await using _1 = ending(app1);
    await using kept = await rawClient(portOf(app1));
    await request(kept, '/');
    await fixed.stop(app1);
    await using _2 = ending(await fixed.start('Hello, world2!', portOfKept(kept)));
    await kept.end();
    await using fresh = await rawClient(portOfKept(kept));
    expect(await request(fresh, '/', `If-None-Match: ${etag1}`)).toMatchObject({
      status: '200',
      etag: etag2,
    });
  });
});

function portOfKept({ socket }: RawClient): number {
  return socket.remotePort ?? 0;
}

describe('the story', () => {
  test.for(['stand-in', 'chromium', 'firefox'] as const)(
    'with the bug, told by %s: signed, counted and sent by App 1',
    async (browser) => {
      const events = await runOf('02-not-modified', { program: 'buggy', browser });
      const after = only('answer', events)
        .filter(({ shown }) => shown !== null)
        .slice(3);

      expect(
        after.map(({ who, path, status, app, shown }) => [who, path, status, app, shown]),
      ).toEqual([
        ['browser', '/', 304, 'App 1', 'Hello, world!'],
        ['browser', '/count', 200, 'App 1', 'answered 3'],
        ['browser', '/', 304, 'App 1', 'Hello, world!'],
        ['browser', '/count', 200, 'App 1', 'answered 4'],
        ['fresh client', '/count', 200, 'App 2', 'answered 1'],
        ['browser', '/', 200, 'App 1', 'Hello, world!'],
      ]);
      expect(after[0]).toMatchObject({ ifNoneMatch: etag1, etag: etag1 });
      expect(after.at(-1)).toMatchObject({ ifNoneMatch: null, etag: etag1 });
      expect(only('finding', events).map(({ id }) => id)).toEqual([
        'signed-by-app-1',
        'it-counts',
        'not-the-cache',
      ]);
      const recording = readRecordingFor('02-not-modified', { program: 'buggy', browser });
      expect(drift(recording ?? [], events)).toBeUndefined();
    },
  );

  test('with the fix: App 1’s ETag is brought to App 2, which sends its own page', async () => {
    const events = await playLesson('02-not-modified', 'fixed');
    const [, , , first] = only('answer', events);
    expect(first).toMatchObject({
      who: 'browser',
      app: 'App 2',
      status: 200,
      ifNoneMatch: etag1,
      etag: etag2,
    });
    expect(only('finding', events).map(({ id }) => id)).toEqual([
      'signed-by-app-2',
      'counts-anew',
      'cache-does-not-matter',
    ]);
    const recording = readRecordingFor('02-not-modified', {
      program: 'fixed',
      browser: 'stand-in',
    });
    expect(drift(recording ?? [], events)).toBeUndefined();
  });
});
