import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { loadLesson } from '../../code/course/lessons.ts';
import { Ledger } from '../../code/lab/ledger.ts';
import { agrees } from '../../code/lab/settled-rows.ts';
import type { Story } from '../../code/lab/story.ts';
import type { Words } from '../../code/run/words.ts';
import type { SocketRow } from '../../code/sockets/list-sockets.ts';
import { only, playStory } from '../helpers/lesson.ts';

const answer = { method: 'GET', path: '/', status: 200, etag: null, ifNoneMatch: null };
const newLedger = () =>
  new Ledger(
    () => {},
    () => 'browser',
  );

describe('the ledger', () => {
  test('takes a port that comes back for a new connection', () => {
    const ledger = newLedger();
    ledger.opened('App 1', 50_000);
    ledger.answered('App 1', 50_000, answer);
    ledger.closed('App 1', 50_000, 'client');
    ledger.opened('App 1', 50_000);
    ledger.answered('App 1', 50_000, answer);
    expect(ledger.takeUnclaimed().map(({ nth }) => nth)).toEqual([1, 1]);
    ledger.closed('App 1', 50_000, 'server');
    expect(ledger.connections.map(({ open, by }) => [open, by])).toEqual([
      [false, 'client'],
      [false, 'server'],
    ]);
  });
});

describe('the table agrees with the ledger', () => {
  const row = (state: SocketRow['state'], local: number, remote: number) =>
    ({ state, local: { port: local }, remote: { port: remote } }) as SocketRow;
  const server = row('ESTABLISHED', 7888, 50_000);
  const client = row('ESTABLISHED', 50_000, 7888);

  test.for([
    ['an open connection', true, [server, client], true],
    ['an open one whose client is missing', true, [server], false],
    ['an open one whose server is missing', true, [client], false],
    ['a closed connection', false, [], true],
    ['one closed and waiting', false, [row('TIME_WAIT', 7888, 50_000)], true],
    ['a closed one that neither end has left', false, [server, client], false],
    ['a closed one that the client has not left', false, [client], false],
    ['a closed one that the server has not left', false, [server], false],
    ['a listening socket that nobody opened', false, [row('LISTEN', 7888, 0)], false],
  ] as const)('%s', ([, open, rows, expected]) => {
    const ledger = newLedger();
    ledger.opened('App 1', 50_000);
    if (!open) ledger.closed('App 1', 50_000, 'server');
    expect(agrees(rows, new Set([7888]), ledger)).toBe(expected);
  });
});

test('while the reader thinks, the run’s time stands still', async () => {
  const lesson = await loadLesson('01-the-swap');
  const story: Story<Words> = async (lab, { start }) => {
    await lab.scene('app-1-answers');
    await start('Hello', 0);
    await lab.predict('who-answers');
    await lab.browser().visit();
  };
  let thought = 0;
  const ask = async () => {
    const began = performance.now();
    await new Promise((decided) => setTimeout(decided, 1500)); // the time itself is what is tried
    thought = performance.now() - began;
    return 'app-1';
  };
  const began = performance.now();
  const events = await playStory({ ...lesson, story }, { ask });
  const whole = performance.now() - began;
  expect(events.at(-1)?.at).toBeLessThan(whole - thought);
  const times = events.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('a connection that carried nothing may go while the reader thinks: no evidence is lost', async () => {
  const lesson = await loadLesson('01-the-swap');
  let spare: ReturnType<typeof connect> | undefined;
  const story: Story<Words> = async (lab, { start }) => {
    await lab.scene('app-1-answers');
    const { port } = await start('Hello', 0);
    await lab.browser().visit();
    spare = connect(port, '127.0.0.1');
    await once(spare, 'connect');
    await lab.predict('who-answers');
  };
  const ask = async () => {
    const gone = once(spare as NonNullable<typeof spare>, 'close');
    spare?.destroy();
    await gone;
    return 'app-1';
  };
  const events = await playStory({ ...lesson, story }, { ask });
  expect(only('note', events)).toEqual([]);
  expect(only('connection', events).map(({ did }) => did)).toContain('close');
  expect(only('prediction', events)).toMatchObject([{ choice: 'app-1' }]);
});
