import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import * as buggy from '../../code/01-the-swap/buggy.ts';
import * as fixed from '../../code/01-the-swap/fixed.ts';
import { until } from '../../code/base/until.ts';
import { listSockets } from '../../code/sockets/list-sockets.ts';
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
  const [ended] = only('connection', events).filter(({ did }) => did === 'close');
  expect(ended).toMatchObject({ app: 'App 1', who: 'browser', by: 'server' });
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

test('a client that does not close its own end: FIN_WAIT2 at the server, CLOSE_WAIT at the client, nobody ESTABLISHED', async () => {
  const app1 = await fixed.start('Hello, world!', 0);
  await using _ = ending(app1);
  const accepted = once(app1, 'connection');
  const port = portOf(app1);
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await using _client = { [Symbol.asyncDispose]: async () => void client.destroy() };
  await Promise.all([accepted, once(client, 'connect')]);
  await fixed.stop(app1);
  await once(client.resume(), 'end');
  const states = await until('both ends to say so', async () => {
    const found = (await listSockets({ port })).map(
      ({ state, local }) => `${local.port === port ? 'server' : 'client'} ${state}`,
    );
    // The client's acknowledgement may still be on its way: FIN_WAIT1.
    return found.length === 2 && !/FIN_WAIT1/.test(found.join()) ? found.sort() : undefined;
  });
  expect(states).toEqual(['client CLOSE_WAIT', 'server FIN_WAIT2']);
});

recordedAs(slug, 'in-flight', (lines) => {
  expect(lines).toEqual(['the client got: socket hang up']);
});
