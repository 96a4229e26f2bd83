import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { loadLesson } from '../../code/course/lessons.ts';
import { namesOfAwaits, ordersOfAwaits } from '../../code/course/measure/awaits.ts';
import { awaits, idleTimes, leaves, ways } from '../../code/course/measure/kept-measurements.ts';
import { orders, routes } from '../../code/course/measure/leave.ts';
import { patienceOfClient, patienceOfServer } from '../../code/course/measure/patience.ts';
import { namesOfWays } from '../../code/course/measure/ways.ts';
import { callCli } from '../helpers/run-cli.ts';

const never = new AbortController().signal;

// What the tables say is what happens: `npm run prove measure`.
describe('lesson 7’s table', () => {
  test.each(['Chromium', 'Firefox'])('has every way for %s', (browser) => {
    const measured = ways.read().filter(({ program }) => program === browser);
    expect(measured.map(({ way }) => way)).toEqual(namesOfWays);
  });

  test.each([
    ['new tab', true],
    ['private window', false],
    ['second profile', false],
    ['a script’s fetch without credentials', false],
  ])('says of a %s whether it shares the pool of the page: %s', (name, shares) => {
    const measured = ways.read().filter(({ way }) => way === name);
    expect(measured.map(({ kept }) => kept)).toEqual([shares, shares]);
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

describe('lesson 8’s table of awaits', () => {
  test('has every await in either order, sixty stops each', () => {
    const rows = awaits.read().map(({ order, what, from, stops }) => [order, what, from, stops]);
    expect(rows).toEqual(
      ordersOfAwaits.flatMap((order) =>
        namesOfAwaits.flatMap((what) =>
          ['an I/O callback', 'a timer'].map((from) => [order, what, from, 60]),
        ),
      ),
    );
  });

  test('says: once nobody listens, no await lets anybody in; before, microtasks alone do not', () => {
    for (const { order, what, slippedIn } of awaits.read()) {
      if (order === 'stop, await, close all' || /null/.test(what)) expect(slippedIn).toBe(0);
      if (order === 'close all, await, stop' && what === 'sleep, 10 ms') expect(slippedIn).toBe(60);
    }
  });

  test('holds what lessons 8 and 9 say of it in words', async () => {
    const told = async (slug: string) => JSON.stringify((await loadLesson(slug)).words);
    const lesson8 = await told('08-close-the-connections');
    expect(lesson8).toContain('In no case, whatever is awaited.');
    expect(await told('09-what-i-did-not-know')).toContain(
      'after a wait of 10 ms somebody had slipped in at 60 of 60 stops',
    );
  });
});

describe('the table of leaving', () => {
  const lostBy = (route: (typeof routes)[number], order: (typeof orders)[number]) => {
    const found = leaves.read().find((each) => each.route === route && each.order === order);
    return found?.lost ?? [];
  };

  test('has every order on every route', () => {
    expect(leaves.read().map(({ route, order }) => [route, order])).toEqual(
      routes.flatMap((route) => orders.map((order) => [route, order])),
    );
  });

  test('says: first out of the balancer, then stop; once out, stop at once', () => {
    const [balancer, nobody, port] = routes;
    const first = 'stop listening first (careful.ts)';
    const last = 'not ready, say close, 2 s later drain (careful.ts, serveOn)';
    expect(Math.min(...lostBy(balancer, first))).toBeGreaterThan(
      Math.max(...lostBy(balancer, last)),
    );
    // As many as one that dies: the two ranges overlap.
    expect(Math.min(...lostBy(balancer, first))).toBeLessThan(
      Math.max(...lostBy(balancer, 'no handler')),
    );
    expect(Math.max(...lostBy(balancer, first))).toBeGreaterThan(
      Math.min(...lostBy(balancer, 'no handler')),
    );
    for (const order of orders) expect(new Set(lostBy(nobody, order))).toEqual(new Set([0]));
    const lastAnswer = (order: string) =>
      leaves.read().find((each) => each.route === port && each.order === order)?.lastAnswerAfter;
    expect(lastAnswer(first)?.[1]).toBeLessThan(0.1);
    expect(lastAnswer(last)?.[0]).toBeGreaterThanOrEqual(2);
  });
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
  [['measure', 'colour'], /nothing to measure by the name “colour”/],
  [['measure', 'idle', 'opera'], /no “opera” to be measured here/],
] as const)('%j: exit 2 and the remedy', async ([args, says]) => {
  const { status, stderr } = await callCli(args);
  expect(stderr).toMatch(says);
  expect(status).toBe(2);
});
