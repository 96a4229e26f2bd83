import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answers, leaves } from '../../code/course/measure/kept-measurements.ts';
import { otherNodes } from '../../code/course/measure/objections.ts';
import type { Cases } from '../../code/objections/case.ts';
import { objections as runs } from '../../code/objections/objections.ts';
import { objections } from '../../lessons/objections.ts';
import { mayUnshare, needs, needsGrant } from '../helpers/needs.ts';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('lessons/objections.mdx', root), 'utf8');
const never = new AbortController().signal;

/** The right answers: what each case comes out as, on the Node of the course. */
const right: Record<string, Record<string, string>> = {
  settings: {
    'an idle connection at close()': 'App 2, 20 of 20',
    'a busy connection at close()': 'App 1, 20 of 20',
  },
  deploy: {
    'ended at once, a request in flight': 'ECONNRESET',
    'ended at once, the next request before the new version listens': 'ECONNREFUSED',
    'ended at once, the next request when the new version listens': 'App 2',
    'ended by close(), which waits; a client goes on asking':
      'App 1, 20 of 20; the process has not ended',
  },
  'connection-close': {
    'from the stop on, to a client that asks again': 'App 1, then App 2',
    'from the stop on, to a client that is silent for a second': 'server 1 still waits for it',
    'on every answer, 100 requests': '100 connections',
    'never, 100 requests': '1 connection',
  },
  http2: {
    'the listening socket is closed, and nothing else': 'no GOAWAY; then App 1, 20 of 20',
    'close(), its session is idle': 'GOAWAY; then App 2, 20 of 20',
    'close(), a stream is open': 'GOAWAY; the open stream got App 1; then App 2, 20 of 20',
    'fetch, and a server that offers HTTP/1.1 as well': 'HTTP/2.0',
  },
  'no-listen': {
    'the port is another one’s by DNAT': 'no LISTEN row, and App 1 answers',
    'the server is in another network namespace': 'no LISTEN row, and App 1 answers',
  },
  outgoing: {
    'the port of an outgoing connection': 'ESTABLISHED; its other end is a port that listens',
    'the port of a stopped server': 'ESTABLISHED; its other end is no port that listens',
  },
  hint: {
    'http.Agent of Node, without a timeout of its own': 'had not hung up after 8 s',
    'http.Agent of Node, timeout: 60000': 'hung up after 3 s',
    'fetch of Node': 'hung up after 2 s',
    Firefox: 'hung up after 4 s',
    Chromium: 'had not hung up after 8 s',
  },
  http3: {
    'three clients, each with two datagrams, at one UDP port': '1 row, no client in it',
  },
};
/** These wait for real idle times: they are measured, and one of them is run here. */
const tooSlow = (id: string, name: string) => id === 'hint' && name !== 'fetch of Node';
const all = Object.entries(right).flatMap(([id, cases]) =>
  Object.entries(cases).map(([name, expected]) => ({ id, name, expected })),
);

test.for(all.filter(({ id, name }) => !tooSlow(id, name)))(
  '$id: $name: $expected',
  async ({ id, name, expected }, ctx) => {
    if (id === 'no-listen') {
      needsGrant(ctx, 'namespaces', mayUnshare());
      needs(ctx, 'nft', existsSync('/usr/sbin/nft'));
    }
    if (id === 'http2') needs(ctx, 'openssl', existsSync('/usr/bin/openssl'));
    const cases: Cases | undefined = runs[id as keyof typeof runs];
    expect(await cases?.[name]?.(never)).toBe(expected);
  },
);

describe('the page', () => {
  test('answers each objection of the list once, in its order, and no other', () => {
    const answered = [...page.matchAll(/<Objection id="([\w-]+)">/g)].map(([, id]) => id);
    expect(answered).toEqual(objections.map(({ id }) => id));
  });

  test('has a run behind each: a measured case, or the table of leaving', () => {
    for (const { id } of objections) {
      const [, section = ''] = page.split(`<Objection id="${id}">`);
      const own = section.slice(0, section.indexOf('</Objection>'));
      expect(own, id).toMatch(id in runs ? `<Answers objection="${id}" />` : /<Lost /);
      expect(own, id).toMatch(/\*\*(Code|Run):\*\*/);
    }
  });

  test.for(objections)('$id is a click away from $lesson', ({ lesson }) => {
    expect(readFileSync(new URL(`lessons/${lesson}.mdx`, root), 'utf8')).toContain('<YesBut />');
  });
});

describe('what was measured', () => {
  const measured = answers.read();
  const seenOf = (id: string, name: string, major: string) =>
    measured.find(
      (each) => each.objection === id && each.case === name && each.version.split('.')[0] === major,
    )?.seen;

  test('is what the runs above say, five times each', () => {
    for (const { id, name, expected } of all) {
      const entry = measured.findLast(
        (each) =>
          each.objection === id &&
          each.case === name &&
          !otherNodes.some((version) => version === each.version),
      );
      expect(entry?.seen, `${id}: ${name}`).toEqual({ [expected]: 5 });
    }
  });

  test('by version: an idle connection survives close() on Node 18, a busy one on all', () => {
    const idle = 'an idle connection at close()';
    expect(seenOf('settings', idle, '18')).toEqual({ 'App 1, 20 of 20': 5 });
    for (const major of ['20', '22', '24'])
      expect(seenOf('settings', idle, major)).toEqual({ 'App 2, 20 of 20': 5 });
    for (const major of ['18', '20', '22', '24', '26'])
      expect(seenOf('settings', 'a busy connection at close()', major)).toEqual({
        'App 1, 20 of 20': 5,
      });
  });

  test('by version: close() of HTTP/2 sends GOAWAY on Node 24 and 26, and not on 18, 20 and 22', () => {
    for (const major of ['24', '26'])
      expect(seenOf('http2', 'close(), its session is idle', major)).toEqual({
        'GOAWAY; then App 2, 20 of 20': 5,
      });
    for (const major of ['18', '20', '22'])
      expect(seenOf('http2', 'close(), its session is idle', major)).toEqual({
        'no GOAWAY; then App 1, 20 of 20': 5,
      });
  });

  test('by version: fetch speaks HTTP/2 since 26', () => {
    const name = 'fetch, and a server that offers HTTP/1.1 as well';
    expect(seenOf('http2', name, '26')).toEqual({ 'HTTP/2.0': 5 });
    for (const major of ['18', '20', '22', '24'])
      expect(seenOf('http2', name, major)).toEqual({ 'HTTP/1.1': 5 });
  });

  test('of leaving names what the page shows', () => {
    const known = leaves.read().map(({ route, order }) => `route="${route}" order="${order}"`);
    const shown = [...page.matchAll(/<Lost (.*?) \/>/g)].map(([, props]) => props);
    expect(shown.length).toBeGreaterThan(4);
    for (const props of shown) expect(known).toContain(props);
  });
});
