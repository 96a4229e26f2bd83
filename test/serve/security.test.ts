import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Serving, serve } from '../../code/serve/serve.ts';
import { readSite, type Site } from '../../code/serve/site.ts';
import { listSockets } from '../../code/sockets/list-sockets.ts';
import { builtSite, planted } from '../helpers/built-site.ts';
import { ask, type RawAnswer, rawClient } from '../helpers/raw-client.ts';

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

const good = 'Host: 127.0.0.1:C';
const hosts = (...names: string[]) => names.map((name) => ['GET / HTTP/1.1', `Host: ${name}`]);
const targets = (...paths: string[]) => paths.map((path) => [`GET ${path} HTTP/1.1`, good]);
const methods = (...lines: string[]) => lines.map((line) => [`${line} HTTP/1.1`, good]);
const headers = (...lists: string[][]) => lists.map((list) => ['GET / HTTP/1.1', good, ...list]);
const fetches = (...lists: [site: string, mode: string, dest: string][]) =>
  headers(
    ...lists.map(([from, mode, dest]) => [
      `Sec-Fetch-Site: ${from}`,
      `Sec-Fetch-Mode: ${mode}`,
      `Sec-Fetch-Dest: ${dest}`,
    ]),
  );

/** Known failures of local servers: what others got wrong, the allowed statuses, the bytes to send. */
const table: [about: string, allowed: number[], requests: string[][]][] = [
  ['the good case', [200], hosts('127.0.0.1:C')],
  ['a name re-pointed at 127.0.0.1', [403], hosts('EVIL:C', 'EVIL')],
  ['a host that contains ours', [403], hosts('127.0.0.1.nip.io:C', 'localhost.EVIL:C')],
  ['a host that contains ours', [403], hosts('EVIL.localhost.EVIL:C', '127.0.0.1@EVIL')],
  ['a host that contains ours', [403], hosts('127.0.0.1:C, EVIL', '127.0.0.1:C/@EVIL')],
  ['an empty host', [403], hosts('', ':C')],
  ['no host', [400], [['GET / HTTP/1.1'], ['GET / HTTP/1.0']]],
  ['two hosts', [400], headers(['Host: EVIL'], ['host: 127.0.0.1:C'])],
  ['two hosts', [400], [['GET / HTTP/1.1', 'Host: EVIL', good]]],
  ['localhost, spelt otherwise', [403], hosts('localhost.:C', 'LOCALHOST:C', 'foo.localhost:C')],
  ['127.0.0.1, spelt otherwise', [403], hosts('localhost6:C', '127.0.0.256:C', '0177.0.0.1:C')],
  ['127.0.0.1, spelt otherwise', [403], hosts('2130706433:C', '127.1:C', '127.0.0.1.:C')],
  ['every address', [403], hosts('0.0.0.0:C', '[::]:C', '[::ffff:7f00:1]:C', '[::1]:C')],
  ['the port of a neighbour', [403], hosts('127.0.0.1:7888', '127.0.0.1', '127.0.0.1:0:C')],
  ['a target that is no path', [400], [...targets('http://EVIL/x', '*'), ...methods('OPTIONS *')]],
  ['a press', [404], [...targets('/stop'), ...methods('HEAD /stop')]],
  ['a press', [405], methods('POST /stop', 'TRACE /', 'DELETE /', 'OPTIONS /', 'QUERY /')],
  ['a press', [403], [['POST /stop HTTP/1.1', 'Host: localhost:C']]],
  [
    'a press in disguise',
    [405],
    [['POST /stop HTTP/1.1', good, 'X-HTTP-Method-Override: GET', 'Origin: https://EVIL']],
  ],
  [
    'a preflight',
    [405],
    [
      [
        'OPTIONS /stop HTTP/1.1',
        good,
        'Origin: https://EVIL',
        'Access-Control-Request-Method: POST',
        'Access-Control-Request-Private-Network: true',
      ],
    ],
  ],
  ['a page elsewhere', [403], fetches(['cross-site', 'no-cors', 'script'])],
  ['a page elsewhere', [403], fetches(['cross-site', 'navigate', 'iframe'])],
  ['a page elsewhere', [403], fetches(['cross-site', 'cors', 'empty'])],
  ['a page of a neighbour', [403], fetches(['same-site', 'no-cors', 'image'])],
  ['a link elsewhere', [200], fetches(['cross-site', 'navigate', 'document'])],
  ['our own page', [200], fetches(['same-origin', 'no-cors', 'script'])],
  ['the address bar', [200], fetches(['none', 'navigate', 'document'])],
  ['dots', [404], targets('/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt')],
  ['dots', [404], targets('/%252e%252e/secret.txt', '/a#/../../secret.txt', '/.//../secret.txt')],
  ['back slashes', [404], targets('/..\\..\\secret.txt', '/..%5csecret.txt')],
  ['Windows', [404], targets('/C:/x', '/index.html::$DATA', '/INDEX.HTML')],
  ['a folder that begins like ours', [404], targets('/../dist-private/x', '/-private/x')],
  ['a hidden file', [404], targets('/.env', '/.env/.', '/.env?raw??', '/.env?import&raw')],
  ['a hidden file', [404], targets('/.ENV', '/%2eenv', '/index.html/')],
  ['a link that leads out', [404], targets('/linked.txt', '/linked/', '/linked/index.html')],
  ['a link that leads out', [404], targets('/sub/', '/sub/index.html', '/script.js.gz')],
  ['a redirect elsewhere', [404], targets('//EVIL/%2e%2e', '/\\EVIL/', '///EVIL', '/%09/EVIL')],
  ['a redirect elsewhere', [404], targets('//01-the-swap', '/01-the-swap//', '/EVIL//01-the-swap')],
  ['a text that is no address', [404], targets('//', '/%', '/%E0%A4%A', '/a%00b')],
  ['a text that is no address', [400], targets('http://[/')],
  ['a long address', [404], targets(`/${'x'.repeat(8_000)}`)],
  ['an odd validator', [200], headers(['If-None-Match: ,,"'], ['If-None-Match:'])],
  ['two lengths', [400], headers(['Content-Length: 4', 'Content-Length: 5', '', 'body'])],
  ['two lengths', [400], headers(['Content-Length: 4', 'Transfer-Encoding: chunked', '', '0', ''])],
  ['an odd length', [400], headers(['Content-Length: +3', '', 'abc'])],
  ['an odd encoding', [400], headers(['Transfer-Encoding: chunked, identity', '', '0', ''])],
  [
    'an odd encoding',
    [413],
    headers(['Transfer-Encoding: xchunked', '', 'GET /01-the-swap/ HTTP/1.1', good]),
  ],
  ['a folded line', [400], headers(['X-Folded: one', ' two'])],
  ['a name with a space', [400], [['GET / HTTP/1.1', 'Host : 127.0.0.1:C']]],
  ['a bare line feed', [400], [['GET / HTTP/1.1\nHost: 127.0.0.1:C']]],
  ['no HTTP', [400], [['hello'], ['\x16\x03\x01\x02\x00\x01\x00'], ['PRI * HTTP/2.0']]],
  ['a body', [413], headers(['Content-Length: 1000000000'], ['Transfer-Encoding: chunked'])],
  ['a body', [405], [['POST /stop HTTP/1.1', good, 'Content-Length: 1000000000']]],
  ['large headers', [431], headers([`X-Large: ${'x'.repeat(20_000)}`])],
];

const rows = table.flatMap(([about, allowed, requests]) =>
  requests.map((lines) => ({
    name: `${about}: ${lines.join(' | ').slice(0, 100)}`,
    allowed,
    lines,
  })),
);

test.each(rows)('$name', async ({ allowed, lines }) => {
  const answer = await ask(server.port, ...lines);

  expect(allowed).toContain(answer.status);
  expectNothingGivenAway(answer);
  expectOneAnswer(answer);
  await expectStillServing();
});

test.each(['//EVIL/%2e%2e', '/\\EVIL/', '///EVIL', '/%09/EVIL', '/@EVIL/'])(
  'localhost with %s leads to 127.0.0.1 alone',
  async (target) => {
    const answer = await ask(server.port, `GET ${target} HTTP/1.1`, 'Host: localhost:C');

    expect(answer.status).toBe(307);
    expect(answer.header('location')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[^/\\]/);
    await expectStillServing();
  },
);

test('a refusal names the right address', async () => {
  const [wrong = []] = hosts('EVIL:C');
  expect((await ask(server.port, ...wrong)).body).toContain(`${server.origin}/`);
});

test('a refused body is not waited for: the connection ends', async () => {
  await using client = await rawClient(server.port);
  client.send('POST /stop HTTP/1.1', `Host: 127.0.0.1:${server.port}`, 'Content-Length: 1000', '');

  expect(await client.end()).toMatch(/^HTTP\/1\.1 405 /);
});

test('every answer carries the headers that keep other sites out', async () => {
  const everyKind = [...targets('/', '/01-the-swap', '/nowhere'), ...hosts('EVIL', 'localhost:C')];
  for (const lines of everyKind) {
    const answer = await ask(server.port, ...lines);
    const csp = answer.header('content-security-policy');
    for (const rule of [
      "frame-ancestors 'none'",
      "object-src 'none'",
      "base-uri 'self'",
      "form-action 'self'",
    ]) {
      expect(csp).toContain(rule);
    }
    expect(answer.header('x-frame-options')).toBe('DENY');
    expect(answer.header('x-content-type-options')).toBe('nosniff');
    expect(answer.header('cross-origin-resource-policy')).toBe('same-origin');
    expect(answer.header('cross-origin-opener-policy')).toBe('same-origin-allow-popups');
    expect(answer.header('referrer-policy')).toBe('no-referrer');
  }
});

test('it listens on 127.0.0.1 and nowhere else', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address }) => address !== '127.0.0.1' && !address.startsWith('fe80'));
  for (const { address } of others) {
    const [error] = await once(connect(server.port, address), 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  }
  if (process.platform !== 'linux') return;
  const listeners = await listSockets({ port: server.port, listening: true });
  expect(listeners.map(({ local }) => local)).toEqual([
    { address: '127.0.0.1', port: server.port },
  ]);
});

test('half a head is given up with a 408 after a while', async () => {
  await using impatient = await serve(site, { port: 0, patience: 100 });
  await using slow = await rawClient(impatient.port);
  slow.send('GET / HTTP/1.1');

  expect(await slow.end()).toMatch(/^HTTP\/1\.1 408 /);
});

test('500 idle connections do not keep a reader out', async () => {
  await using idle = new AsyncDisposableStack();
  for (let i = 0; i < 500; i++) idle.use(await rawClient(server.port));

  await expectStillServing();
});

test('past 1,000 connections the next one is dropped, and the others are served', async () => {
  await using crowd = new AsyncDisposableStack();
  const first = crowd.use(await rawClient(server.port));
  for (let i = 1; i < 1_000; i++) crowd.use(await rawClient(server.port));
  await using late = await rawClient(server.port);
  expect(await late.end()).toBe('');

  first.send('GET / HTTP/1.1', `Host: 127.0.0.1:${server.port}`, '');
  await first.until('Still Answering');
});

test('500 random targets: none leaks, none leads elsewhere, none ends the process', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  const random = seeded(seed);
  const parts = [
    '/',
    '/',
    '\\',
    '..',
    '.',
    '%',
    '%2e',
    '%2f',
    '%5c',
    '%00',
    '%0d%0a',
    '%',
    '?',
    '#',
    ':',
    '@',
    ';',
    '&',
    '*',
    '"',
    '<',
    '|',
    '\t',
    '\x7f',
    '\xff',
    '\xc3',
    'a',
    'C:',
    'EVIL',
    'http:',
    'secret.txt',
    'dist',
    '.env',
    'linked',
    'index.html',
    '01-the-swap',
  ];
  const target = () => {
    const length = 1 + Math.floor(random() * 12);
    return `/${Array.from({ length }, () => parts[Math.floor(random() * parts.length)]).join('')}`;
  };
  for (let i = 0; i < 500; i++) {
    const line = `GET ${target()} HTTP/1.1`;
    const answer = await ask(server.port, line, random() < 0.5 ? good : 'Host: localhost:C');
    expect([200, 307, 400, 404], `SEED=${seed}: ${JSON.stringify(line)}`).toContain(answer.status);
    expectNothingGivenAway(answer);
  }
  await expectStillServing();
}, 60_000);

async function expectStillServing(): Promise<void> {
  const answer = await ask(server.port, 'GET /01-the-swap/ HTTP/1.1', good);
  expect(answer).toMatchObject({ status: 200, body: '<h1>The swap</h1>' });
}

function expectNothingGivenAway({ text, header }: RawAnswer): void {
  expect(text).not.toContain(planted);
  expect(text).not.toContain(folder.folder);
  expect(text).not.toMatch(/access-control-allow/i);
  const location = header('location');
  if (location === undefined) return;
  expect(new URL(location, `${server.origin}/`).origin).toBe(server.origin);
}

/** What a front would take for one request is never answered as two. */
function expectOneAnswer({ text }: RawAnswer): void {
  expect(text.match(/HTTP\/1\.1 200/g)?.length ?? 0).toBeLessThan(2);
}

/** mulberry32: small, and the same sequence for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
