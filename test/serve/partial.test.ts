import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Serving, serve } from '../../code/serve/serve.ts';
import { readSite } from '../../code/serve/site.ts';
import { builtSite } from '../helpers/built-site.ts';
import { ask } from '../helpers/raw-client.ts';

/** 17 bytes. */
const page = '<h1>The swap</h1>';
const path = '/01-the-swap/';
const modified = 'Tue, 25 Nov 2025 12:31:05 GMT';

let folder: Awaited<ReturnType<typeof builtSite>>;
let server: Serving;
let etag: string;

beforeAll(async () => {
  folder = await builtSite();
  const then = new Date(modified);
  await utimes(join(folder.dist, '01-the-swap/index.html'), then, then);
  const tomorrow = Date.now() / 1000 + 86_400;
  await utimes(join(folder.dist, 'mark.svg'), tomorrow, tomorrow);
  server = await serve(await readSite(folder.dist), { port: 0 });
  etag = (await get(path)).header('etag') ?? '';
});
afterAll(async () => {
  await server?.close();
  await folder?.[Symbol.asyncDispose]();
});

const send = (method: string, path: string, ...headers: string[]) =>
  ask(server.port, `${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1:C', ...headers);
const get = (path: string, ...headers: string[]) => send('GET', path, ...headers);

describe('A part of a page', () => {
  test('is announced by the whole', async () => {
    expect((await get(path)).header('accept-ranges')).toBe('bytes');
  });

  test.each([
    ['bytes=0-3', '<h1>', '0-3'],
    ['bytes=4-6', 'The', '4-6'],
    ['bytes=16-16', '>', '16-16'],
    ['bytes=12-', '</h1>', '12-16'],
    ['bytes=-5', '</h1>', '12-16'],
    ['bytes=0-', page, '0-16'],
    ['bytes=-99', page, '0-16'],
    ['bytes=12-99999999999999999999', '</h1>', '12-16'],
    ['BYTES=0-3', '<h1>', '0-3'],
  ])('%s is %s', async (range, part, sent) => {
    const answer = await get(path, `Range: ${range}`);

    expect(answer).toMatchObject({ status: 206, body: part });
    expect(answer.header('content-range')).toBe(`bytes ${sent}/17`);
    expect(answer.header('content-length')).toBe(`${part.length}`);
    expect(answer.header('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.header('etag')).toBe(etag);
    expect(answer.header('last-modified')).toBe(modified);
    expect(answer.header('cache-control')).toBe('no-cache');
  });

  test.each(['bytes=17-', 'bytes=17-20', 'bytes=-0', 'bytes=99999999999999999999-'])(
    '%s has no byte of it: 416, with its length',
    async (range) => {
      const answer = await get(path, `Range: ${range}`);

      expect(answer).toMatchObject({ status: 416, body: '' });
      expect(answer.header('content-range')).toBe('bytes */17');
      expect(answer.header('content-length')).toBe('0');
    },
  );

  test.each([
    'bytes=0-1,4-6',
    'bytes=3-1',
    'bytes=-',
    'bytes=',
    'bytes',
    'bytes=a-b',
    'bytes=0x1-3',
    'bytes=--3',
    'lines=0-3',
    '',
  ])('“%s” is ignored: the whole page', async (range) => {
    const answer = await get(path, `Range: ${range}`);
    expect(answer).toMatchObject({ status: 200, body: page });
    expect(answer.header('content-range')).toBeUndefined();
  });

  test('HEAD has none, and a page that is not there has none', async () => {
    const head = await send('HEAD', path, 'Range: bytes=0-3');
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.header('content-length')).toBe('17');

    const missing = await get('/nowhere/', 'Range: bytes=0-3');
    expect(missing).toMatchObject({ status: 404, body: '<h1>Not here</h1>' });
    expect(missing.header('accept-ranges')).toBeUndefined();
  });
});

describe('If-Range', () => {
  test('with the ETag, or the date, of the page: the part', async () => {
    for (const had of [etag, modified]) {
      expect(await get(path, 'Range: bytes=0-3', `If-Range: ${had}`)).toMatchObject({
        status: 206,
        body: '<h1>',
      });
    }
  });

  test.each([
    ['another ETag', () => '"other"'],
    ['a weak one', () => `W/${etag}`],
    ['another date', () => 'Tue, 25 Nov 2025 12:31:06 GMT'],
    ['the same date in another form', () => 'Tue Nov 25 12:31:05 2025'],
  ])('with %s: the whole', async (_name, had) => {
    const answer = await get(path, 'Range: bytes=0-3', `If-Range: ${had()}`);
    expect(answer).toMatchObject({ status: 200, body: page });
  });

  test('saves nobody from a range that is no part of the page', async () => {
    const answer = await get(path, 'Range: bytes=99-', `If-Range: ${etag}`);
    expect(answer.status).toBe(416);
  });
});

describe('If-Modified-Since', () => {
  test.each([
    ['its own date', modified],
    ['a later one', 'Wed, 26 Nov 2025 00:00:00 GMT'],
    ['its own, as RFC 850 wrote it', 'Tuesday, 25-Nov-25 12:31:05 GMT'],
    ['its own, as asctime() writes it', 'Tue Nov 25 12:31:05 2025'],
  ])('%s: 304', async (_name, date) => {
    const answer = await get(path, `If-Modified-Since: ${date}`);

    expect(answer).toMatchObject({ status: 304, body: '' });
    expect(answer.header('etag')).toBe(etag);
    expect(answer.header('last-modified')).toBe(modified);
    expect(answer.header('content-length')).toBeUndefined();
  });

  test.each([
    ['an earlier date', 'Tue, 25 Nov 2025 12:31:04 GMT'],
    ['a date that is none', 'tomorrow'],
    ['a date of ISO 8601', '2030-01-01T00:00:00Z'],
    ['a number', '99999999999'],
    ['a thirty-second of November', 'Tue, 32 Nov 2025 12:31:05 GMT'],
    ['nothing', ''],
  ])('%s: the page', async (_name, date) => {
    expect(await get(path, `If-Modified-Since: ${date}`)).toMatchObject({
      status: 200,
      body: page,
    });
  });

  test('is not asked where If-None-Match is', async () => {
    const date = `If-Modified-Since: ${modified}`;
    expect((await get(path, 'If-None-Match: "other"', date)).status).toBe(200);
    const old = 'If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT';
    expect((await get(path, `If-None-Match: ${etag}`, old)).status).toBe(304);
  });

  test('comes before Range: an unchanged page has no part', async () => {
    const answer = await get(path, `If-Modified-Since: ${modified}`, 'Range: bytes=0-3');
    expect(answer).toMatchObject({ status: 304, body: '' });
  });

  test('a file of tomorrow is not newer than its answer', async () => {
    const answer = await get('/mark.svg');
    const [said = '', date = ''] = [answer.header('last-modified'), answer.header('date')];
    expect(Date.parse(said)).toBeLessThanOrEqual(Date.parse(date));
  });
});
