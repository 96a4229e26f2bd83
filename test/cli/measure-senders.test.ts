import { describe, expect, test } from 'vitest';
import { senders, stops, turns } from '../../code/course/measure/kept-measurements.ts';
import {
  fates,
  measureSender,
  methods,
  sendersToMeasure,
} from '../../code/course/measure/senders.ts';
import { measureStop, stopsToMeasure } from '../../code/course/measure/stops.ts';
import { works } from '../../code/course/measure/turns.ts';

const never = new AbortController().signal;

describe('lesson 12’s table of senders', () => {
  const entries = senders.read();
  const those = (
    fate: (typeof fates)[number],
    method: (typeof methods)[number],
    what: 'answered' | 'twice',
  ) =>
    entries
      .filter((each) => each.fate === fate && each.method === method && each[what] === each.orders)
      .map(({ sender }) => sender)
      .toSorted();

  test('has every sender, in both accidents, by both methods, all or nothing', () => {
    const rows = entries.map(({ sender, fate, method }) => `${sender}: ${fate}: ${method}`);
    const all = sendersToMeasure.flatMap((sender) =>
      fates.flatMap((fate) => methods.map((method) => `${sender}: ${fate}: ${method}`)),
    );
    expect(rows.toSorted()).toEqual(all.toSorted());
    for (const { orders, answered, ran, twice } of entries)
      expect([answered, ran, twice].every((each) => each === 0 || each === orders)).toBe(true);
  });

  test('says who runs a POST twice', () => {
    expect(those('answer lost', 'POST', 'twice')).toEqual([
      'HAProxy, retry-on empty-response',
      'HttpURLConnection',
      'curl',
      'nginx, non_idempotent',
    ]);
  });

  test('says who never loses a POST that is never read: who repeats it, and who hangs up first', () => {
    expect(those('never read', 'POST', 'answered')).toEqual([
      'Agent with a timeout',
      'HAProxy, retry-on empty-response',
      'HttpURLConnection',
      'curl',
      'fetch',
      'global agent',
      'nginx, keepalive_timeout 2s',
      'nginx, non_idempotent',
    ]);
  });

  test('is what happens: measured again, where nothing has to be waited for', async () => {
    for (const sender of ['Agent', 'fetch']) {
      const again = await measureSender(sender, 'answer lost', 'POST', never);
      const kept = entries.find(
        (each) => each.sender === sender && each.fate === 'answer lost' && each.method === 'POST',
      );
      expect({ ...again, date: '' }).toEqual({ ...kept, date: '' });
    }
  });
});

test('lesson 12’s table of turns: one turn loses all, many turns lose none', () => {
  expect(turns.read().map(({ work, answered }) => [work, answered])).toEqual([
    ['nothing', 100],
    ['one loop of code', 0],
    ['await null, again and again', 0],
    ['process.nextTick, again and again', 0],
    ['setImmediate, every 5 ms', 100],
    ['a password hashed in the thread pool', 100],
  ]);
  expect(turns.read().map(({ work }) => work)).toEqual(works);
});

test('lesson 12’s table of stops: patience is what a stop costs, and a header spares it', async () => {
  const [short, long, said] = stops.read().map(({ seconds }) => seconds);
  expect([short, long, said].map((each) => Math.round(each ?? 0))).toEqual([6, 66, 0]);
  const [, , close] = stopsToMeasure;
  expect((await measureStop(close, never)).seconds).toBeLessThan(30);
});
