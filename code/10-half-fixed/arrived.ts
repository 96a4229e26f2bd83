// Lesson 10: lessons/10-half-fixed.mdx#and-who-is-just-asking
// Try it: npx tsx code/10-half-fixed/arrived.ts
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';

/** Fifty clients in a thread of their own, each on a kept connection that has had one answer. */
const fifty = `
  const { connect } = require('node:net');
  const { parentPort, workerData: { port, sent } } = require('node:worker_threads');
  const request = 'GET / HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n\\r\\n';
  const sockets = Array.from({ length: 50 }, () => connect(port, '127.0.0.1'));
  const came = (socket) => new Promise((done) => {
    socket.once('data', () => done('answered')).once('error', () => done('reset')).once('close', () => done('reset'));
    socket.write(request, () => Atomics.add(new Int32Array(sent), 0, 1));
  });
  Promise.all(sockets.map(came)).then(() => parentPort.postMessage('kept'));
  parentPort.once('message', async () => {
    const seen = await Promise.all(sockets.map(came));
    parentPort.postMessage(seen.filter((each) => each === 'answered').length);
    parentPort.close();
    for (const socket of sockets) socket.destroy();
  });`;

/** Holds the loop of this thread until fifty requests have been written, and calls close() from `where`. */
async function askedBefore(where: (close: () => void) => void): Promise<number> {
  const app: Server = createServer((_request, response) => response.end('App 1'));
  await once(app.listen(0, '127.0.0.1'), 'listening');
  const { port } = app.address() as AddressInfo;
  const sent = new SharedArrayBuffer(4);
  const clients = new Worker(fifty, { eval: true, workerData: { port, sent } });
  await once(clients, 'message');

  // #region arrived
  const due = performance.now() + 10;
  clients.postMessage('ask');
  where(() => app.close());
  // The loop is held until all fifty have come, and the timer is due: nothing is read meanwhile.
  while (Atomics.load(new Int32Array(sent), 0) < 100 || performance.now() < due);
  // #endregion arrived
  const [answered] = await once(clients, 'message');
  app.closeAllConnections();
  return answered;
}

const timer = await askedBefore((close) => setTimeout(close, 1));
console.log(`close() from a timer:         ${timer} of 50 answered`);
const handler = await askedBefore((close) => {
  process.once('SIGTERM', close);
  process.kill(process.pid, 'SIGTERM');
});
console.log(`close() from SIGTERM itself:  ${handler} of 50 answered`);
