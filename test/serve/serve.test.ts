import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Serving, serve } from '../../code/serve/serve.ts';
import { readSite, type Site } from '../../code/serve/site.ts';
import { builtSite } from '../helpers/built-site.ts';
import { ask } from '../helpers/raw-client.ts';

let folder: Awaited<ReturnType<typeof builtSite>>;
let site: Site;
let server: Serving;

beforeAll(async () => {
  folder = await builtSite();
  site = await readSite(folder.dist);
  server = await serve(site, { port: 0 });
});
afterAll(async () => {
  await server?.close();
  await folder?.[Symbol.asyncDispose]();
});

const get = (path: string, ...headers: string[]) =>
  ask(server.port, `GET ${path} HTTP/1.1`, 'Host: 127.0.0.1:C', ...headers);

test('a page comes with its type, its length and a strong ETag', async () => {
  const answer = await get('/01-the-swap/');

  expect(answer).toMatchObject({ status: 200, body: '<h1>The swap</h1>' });
  expect(answer.header('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.header('content-length')).toBe('17');
  expect(answer.header('cache-control')).toBe('no-cache');
  expect(answer.header('etag')).toMatch(/^"[\w-]{43}"$/);
});

test.each([
  ['/_astro/page.css', 'text/css; charset=utf-8'],
  ['/script.js', 'text/javascript; charset=utf-8'],
  ['/mark.svg', 'image/svg+xml; charset=utf-8'],
  ['/pagefind/en.pf_meta', 'application/octet-stream'],
  ['/code/01-the-swap/buggy.ts/', 'text/html; charset=utf-8'],
  ['/100%20%25/', 'text/html; charset=utf-8'],
  ['/?print', 'text/html; charset=utf-8'],
])('%s is %s', async (path, type) => {
  const answer = await get(path);

  expect(answer.status).toBe(200);
  expect(answer.header('content-type')).toBe(type);
});

test.each([
  ['/01-the-swap', '/01-the-swap/'],
  ['/01-the-swap?print', '/01-the-swap/?print'],
  ['/code/01-the-swap/buggy.ts', '/code/01-the-swap/buggy.ts/'],
  ['/100%20%25', '/100%20%25/'],
  ['/%30%31-the-swap', '/01-the-swap/'],
])('%s leads to %s', async (path, location) => {
  const answer = await get(path);

  expect(answer).toMatchObject({ status: 307, body: '' });
  expect(answer.header('location')).toBe(location);
});

test.each(['GET', 'HEAD'])('%s to localhost leads to 127.0.0.1, for now only', async (method) => {
  const answer = await ask(
    server.port,
    `${method} /01-the-swap/?print HTTP/1.1`,
    'Host: localhost:C',
  );

  expect(answer).toMatchObject({ status: 307, body: '' });
  expect(answer.header('location')).toBe(`${server.origin}/01-the-swap/?print`);
  expect(answer.header('cache-control')).toBe('no-store');
});

test('an unchanged page is a 304 with the same ETag and no body', async () => {
  const tag = (await get('/')).header('etag');

  for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const answer = await get('/', `If-None-Match: ${known}`);
    expect(answer).toMatchObject({ status: 304, body: '' });
    expect(answer.header('etag')).toBe(tag);
  }
  expect(await get('/', 'If-None-Match: "other"')).toMatchObject({ status: 200 });
});

test('HEAD is GET without the body', async () => {
  const answer = await ask(server.port, 'HEAD / HTTP/1.1', 'Host: 127.0.0.1:C');

  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(answer.header('content-length')).toBe('24');
});

test('what is not there is the 404 page of the site', async () => {
  expect(await get('/nowhere/')).toMatchObject({ status: 404, body: '<h1>Not here</h1>' });
});

test('what is no regular file is left out, and said', () => {
  expect(site.leftOut.sort()).toEqual([
    '/linked',
    '/linked.txt',
    '/script.js.gz',
    '/sub/index.html',
  ]);
});

test('a second server on the port is told that it is taken', async () => {
  await expect(serve(site, { port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
