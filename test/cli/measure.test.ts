import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { idleTimes, ways } from '../../code/course/measure/kept-measurements.ts';
import { patienceOfClient, patienceOfServer } from '../../code/course/measure/patience.ts';
import { measureWay, namesOfWays } from '../../code/course/measure/ways.ts';
import { findBrowser } from '../../code/lab/clients/find-browser.ts';
import { needs } from '../helpers/needs.ts';
import { callCli } from '../helpers/run-cli.ts';

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

describe('lesson 7’s table', () => {
  test.each(['Chromium', 'Firefox'])('has every way for %s', (browser) => {
    const measured = ways.read().filter(({ program }) => program === browser);
    expect(measured.map(({ way }) => way)).toEqual(namesOfWays);
  });

  test('follows one rule: an old connection leads to App 1, a new one to App 2', () => {
    for (const { app, kept } of ways.read()) expect(app).toBe(kept ? 'App 1' : 'App 2');
  });
});

test('lesson 5’s table has all who were measured: two browsers, Node thrice, Tornado', () => {
  const who = idleTimes.read().map(({ program, side }) => `${program} as ${side}`);
  expect(who.sort()).toEqual([
    'Chromium as client',
    'Firefox as client',
    'Node as server',
    'Tornado as server',
    'fetch of Node as client',
    'http.globalAgent of Node as client',
  ]);
});

describe('patience', () => {
  test('of a client: from the last answer to its end, not from the first', async () => {
    let asked = 0;
    const between = 700; // ms: time is what is measured
    const took = await patienceOfClient(async (url) => {
      const client = connect(Number(new URL(url).port), '127.0.0.1');
      const answers = client.on('data', () => {
        asked++;
        if (asked === 1) setTimeout(() => client.write('GET / HTTP/1.1\r\n\r\n'), between);
        else client.end();
      });
      client.write('GET / HTTP/1.1\r\n\r\n');
      await once(answers, 'close');
    }, never);
    expect(asked).toBe(2);
    expect(took).toBeLessThan(between / 1000);
  });

  test('of a server: what its header says, and when it closes', async () => {
    const server = createServer((_request, response) => response.end('ok'));
    server.keepAliveTimeout = 1000;
    server.keepAliveTimeoutBuffer = 0;
    await using _ = server;
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { said, done } = await patienceOfServer((server.address() as AddressInfo).port, never);
    expect(said).toBe(1);
    expect(done).toBeGreaterThanOrEqual(0.9);
  });

  test('ends at once when nobody wants to know any more', async () => {
    const cancel = new AbortController();
    const waiting = patienceOfClient(async () => cancel.abort(new Error('enough')), cancel.signal);
    await expect(waiting).rejects.toThrow('enough');
  });
});

test.for([
  [['measure', 'colour'], /nothing to measure by the name «colour»/],
  [['measure', 'idle', 'opera'], /no «opera» to be measured here/],
] as const)('%j: exit 2 and the remedy', async ([args, says]) => {
  const { status, stderr } = await callCli(args);
  expect(stderr).toMatch(says);
  expect(status).toBe(2);
});
