// Lesson 8: lessons/08-close-the-connections.mdx#two-calls-one-turn
// Try it: npx tsx code/08-close-the-connections/order.ts
import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { start } from '../01-the-swap/fixed.ts';

/** As long as one client takes to get in: less than a millisecond. A log line takes longer. */
const aMoment = (app: Server) => once(app, 'connection');

// #region order
const orders: Record<string, (app: Server) => Promise<void>> = {
  async 'stop, close all'(app) {
    app.close();
    app.closeAllConnections();
  },
  async 'close all, stop'(app) {
    app.closeAllConnections();
    app.close();
  },
  async 'close all, await, stop'(app) {
    app.closeAllConnections();
    await aMoment(app);
    app.close();
  },
};
// #endregion order

for (const [order, end] of Object.entries(orders)) {
  let slippedIn = 0;
  for (let n = 0; n < 60; n++) if (await isServedAfter(end)) slippedIn++;
  console.log(
    `${order.padEnd(22)}  a client slipped in ${String(slippedIn).padStart(2)} of 60 times`,
  );
}

/** A client that connects while the app is being ended: does App 1 answer it after the end? */
async function isServedAfter(end: (app: Server) => Promise<void>): Promise<boolean> {
  const app = await start('Hello, world!', 0);
  app.closeIdleConnections = () => {}; // close() as it was before Node 19, here too
  const late = connect((app.address() as AddressInfo).port, '127.0.0.1');
  const { promise: served, resolve } = Promise.withResolvers<boolean>();
  late.once('data', () => resolve(true));
  late.once('close', () => resolve(false)); // refused or reset: it did not slip in
  late.on('error', () => {});
  await end(app);
  late.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  const slippedIn = await served;
  late.destroy();
  app.closeAllConnections();
  return slippedIn;
}
