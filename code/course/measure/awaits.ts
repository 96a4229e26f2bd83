import { once } from 'node:events';
import { appendFile, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { devNull } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Crowd, FromCrowd, ToCrowd } from './awaits.crowd.ts';
import { type Awaited as Measured, stampOf } from './measurements.ts';

const nextTurn = () => new Promise<void>((done) => setImmediate(done));

/** What stands between the two calls of a stop. */
const between: Record<string, () => unknown> = {
  'await null': () => null,
  '50 times await null': async () => {
    for (let n = 0; n < 50; n++) await null;
  },
  'a setImmediate': nextTurn,
  'two setImmediates': async () => {
    await nextTurn();
    await nextTurn();
  },
  'appendFile, a line in a log': () => appendFile(devNull, 'App 1 is gone\n'),
  'sleep, 1 ms': () => sleep(1),
  'sleep, 10 ms': () => sleep(10),
};

/** The names of all that can be awaited here. */
export const namesOfAwaits = Object.keys(between);

type Order = Measured['order'];
type Call = (app: Server) => void;

// #region orders
const orders: Record<Order, [Call, Call]> = {
  'close all, await, stop': [closeAll, stop],
  'stop, await, close all': [stop, closeAll],
};

async function end(app: Server, order: Order, wait: () => unknown): Promise<void> {
  const [first, second] = orders[order];
  first(app);
  await wait();
  second(app);
}
// #endregion orders

export const ordersOfAwaits = Object.keys(orders) as Order[];

function stop(app: Server): void {
  app.closeIdleConnections = () => {}; // close() as it was before Node 19, as in lesson 8
  app.close();
}
function closeAll(app: Server): void {
  app.closeAllConnections();
}

/**
 * Ends an app `stops` times with `what` awaited between the two calls, while a crowd connects. The
 * crowd is a thread of its own (awaits.crowd.ts): a client a millisecond, whenever the stop may be.
 * The stop comes at a random moment, from an I/O callback, as a signal's handler runs, or from a timer:
 * of the two only a timer's `setImmediate` comes after the loop has polled (Node docs: The event loop).
 * @param what one of `namesOfAwaits`
 * @throws the signal's reason; RangeError for a name that is not among them
 */
export async function measureAwait(
  order: Order,
  what: string,
  from: Measured['from'],
  stops: number,
  signal: AbortSignal,
): Promise<Measured> {
  const wait = between[what];
  if (!wait) throw new RangeError(`no await “${what}”; there are: ${namesOfAwaits.join(', ')}`);
  const crowd = new Worker(new URL('./awaits.crowd.ts', import.meta.url));
  try {
    const seen: Crowd[] = [];
    while (seen.length < stops) {
      signal.throwIfAborted();
      const app = createServer((_request, answer) => answer.end('Hello, world!\n'));
      await once(app.listen(0, '127.0.0.1'), 'listening');
      const left = crowdAround(crowd, app);
      await left.arrived;
      await sleep(1 + Math.random() * 5); // at a random moment: the crowd keeps no time with us
      if (from === 'an I/O callback') await stat('.');
      await end(app, order, wait);
      tell(crowd, 'the stop is through');
      seen.push(await left.result);
      app.closeAllConnections();
    }
    const sum = (of: (crowd: Crowd) => number) => seen.reduce((all, each) => all + of(each), 0);
    return {
      order,
      what,
      from,
      ...stampOf('Node', process.versions.node),
      stops,
      slippedIn: seen.filter(({ answered }) => answered > 0).length,
      clients: sum(({ answered }) => answered),
      perSecond: Math.round((1000 * sum(({ knocked }) => knocked)) / sum(({ ms }) => ms)),
    };
  } finally {
    await crowd.terminate();
  }
}

/** Sends the crowd to an app: resolves when ten have connected, and with what was left at the end. */
function crowdAround(crowd: Worker, app: Server) {
  const arrived = Promise.withResolvers<void>();
  const result = Promise.withResolvers<Crowd>();
  let connected = 0;
  const hear = (said: FromCrowd) => {
    if (said === 'connected' && ++connected === 10) arrived.resolve();
    if (said === 'connected') return;
    crowd.off('message', hear);
    result.resolve(said);
  };
  crowd.on('message', hear);
  tell(crowd, { port: (app.address() as AddressInfo).port });
  return { arrived: arrived.promise, result: result.promise };
}

const tell = (crowd: Worker, what: ToCrowd) => crowd.postMessage(what);
