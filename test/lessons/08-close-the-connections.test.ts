import { once } from 'node:events';
import { expect, test } from 'vitest';
import * as buggy from '../../code/01-the-swap/buggy.ts';
import * as fixed from '../../code/01-the-swap/fixed.ts';
import { ending, only, portOf } from '../helpers/lesson.ts';
import { ask, rawClient } from '../helpers/raw-client.ts';
import { recordedAs, toldAsRecorded } from '../helpers/told.ts';

const slug = '08-close-the-connections';

toldAsRecorded(slug, { program: 'buggy', browser: 'stand-in' }, ({ answers, findings }) => {
  expect(answers).toEqual(['browser 200 App 1', 'fresh client 200 App 2', 'browser 304 App 1']);
  expect(findings).toEqual(['not-cured']);
});

for (const browser of ['stand-in', 'chromium', 'firefox'] as const) {
  toldAsRecorded(
    slug,
    { program: 'fixed', browser },
    ({ answers, findings, states: [rows = []] }) => {
      expect(answers).toEqual(['browser 200 App 1', 'fresh client 200 App 2', 'browser 200 App 2']);
      expect(findings).toEqual(['cured']);
      expect(rows).not.toContain('ESTABLISHED');
      expect(rows).not.toContain('LISTEN');
    },
  );
}

toldAsRecorded(slug, { program: 'original', browser: 'stand-in' }, ({ answers, events }) => {
  expect(answers).toEqual(['browser 200 App 1', 'fresh client 200 App 2', 'browser 200 App 2']);
  expect(only('server', events).map(({ app, did }) => `${app} ${did}`)).toContain(
    'App 1 close-all',
  );
});

test.for([
  ['buggy', 'App 1’s page', buggy],
  ['fixed', 'an end', fixed],
] as const)('%s.ts: who was connected and silent at the stop gets %s', async ([name, , deeds]) => {
  const app1 = await deeds.start('Hello, world!', 0);
  await using _1 = ending(app1);
  const accepted = once(app1, 'connection');
  await using silent = await rawClient(portOf(app1));
  await accepted;
  await deeds.stop(app1);
  await using _2 = ending(await deeds.start('Hello, world2!', silent.socket.remotePort ?? 0));

  silent.send('GET / HTTP/1.1', 'Host: 127.0.0.1', 'Connection: close', '');
  const received = await silent.end();
  if (name === 'buggy') expect(received).toContain('Hello, world!\n');
  else expect(received).toBe('');
  expect((await ask(silent.socket.remotePort ?? 0, 'GET / HTTP/1.1', 'Host: :C')).body).toBe(
    'Hello, world2!\n',
  );
});

test('fixed.ts: nobody is let in and nobody is left in the turn of the call, with no await between', async () => {
  const app1 = await fixed.start('Hello, world!', 0);
  await using _ = ending(app1);
  const accepted = once(app1, 'connection');
  await using client = await rawClient(portOf(app1));
  const [connection] = await accepted;

  const stopping = fixed.stop(app1);
  expect({ listens: app1.listening, serves: !connection.destroyed }).toEqual({
    listens: false,
    serves: false,
  });
  await stopping;
  expect(await client.end()).toBe('');
});

recordedAs(slug, 'order', (lines) => {
  expect(lines.map((line) => / (\d+) of 60/.exec(line)?.[1])).toEqual(['0', '0', '60']);
});

recordedAs(slug, 'in-flight', (lines) => {
  expect(lines).toEqual(['the client got: socket hang up']);
});
