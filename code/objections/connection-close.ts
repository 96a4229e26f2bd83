// Objection: lessons/objections.mdx#connection-close
import { once } from 'node:events';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, ask, portOf, stopListening } from './apps.ts';
import type { Cases } from './case.ts';

/** “Just send Connection: close.” On the last answers, or on all. */
export const connectionClose: Cases = {
  async 'from the stop on, to a client that asks again'() {
    await using swap = await swapped();
    return [await swap.ask(), await swap.ask()].join(', then ');
  },
  async 'from the stop on, to a client that is silent for a second'(signal) {
    await using swap = await swapped();
    let gone = false;
    once(swap.app1, 'close', { signal }).then(
      () => {
        gone = true;
      },
      () => {},
    );
    await sleep(1000, undefined, { signal });
    return gone ? 'server 1 is closed' : 'server 1 still waits for it';
  },
  'on every answer, 100 requests': () => connectionsOf(100, true),
  'never, 100 requests': () => connectionsOf(100, false),
};

/** App 1 has a client, is stopped and says so from then on; App 2 has its port. */
async function swapped() {
  await using opened = new AsyncDisposableStack();
  let stopped = false;
  const app1 = opened.use(
    await app('App 1', 0, (_request, response) => {
      if (stopped) response.setHeader('Connection', 'close');
      response.end('App 1');
    }),
  );
  app1.keepAliveTimeout = 0; // as patient as Tornado: Node's own five seconds would only end the wait later
  const port = portOf(app1);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  opened.defer(() => agent.destroy());
  await ask(port, agent);
  stopListening(app1);
  stopped = true;
  opened.use(await app('App 2', port));
  const owned = opened.move();
  return {
    app1,
    ask: () => ask(port, agent),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function connectionsOf(requests: number, close: boolean): Promise<string> {
  await using app1 = await app('App 1', 0, (_request, response) => {
    if (close) response.setHeader('Connection', 'close');
    response.end('App 1');
  });
  let connections = 0;
  app1.on('connection', () => connections++);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let n = 0; n < requests; n++) await ask(portOf(app1), agent);
  agent.destroy();
  return connections === 1 ? '1 connection' : `${connections} connections`;
}
