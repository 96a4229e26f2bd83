// A server that works on one request for a while, in the way that its first word says: in one turn of its
// loop, or in many. Runs on plain node: erasable TypeScript and node: imports only.
import { pbkdf2 } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

const [kind = '', ms = '0', keepAliveTimeout = '0'] = process.argv.slice(2);

function spin(forMs: number): void {
  const end = performance.now() + forMs;
  while (performance.now() < end);
}

const nextTick = () => new Promise<void>((done) => process.nextTick(done));
const nextTurn = () => new Promise<void>((done) => setImmediate(done));

// #region works
const works: Record<string, () => unknown> = {
  nothing: () => {},
  'one loop of code': () => spin(Number(ms)),
  'await null, again and again': async () => {
    for (const end = performance.now() + Number(ms); performance.now() < end; ) await null;
  },
  'process.nextTick, again and again': async () => {
    for (const end = performance.now() + Number(ms); performance.now() < end; ) await nextTick();
  },
  'setImmediate, every 5 ms': async () => {
    for (const end = performance.now() + Number(ms); performance.now() < end; ) {
      spin(5);
      await nextTurn();
    }
  },
  'a password hashed in the thread pool': async () => {
    for (const end = performance.now() + Number(ms); performance.now() < end; )
      await promisify(pbkdf2)('a', 'b', 50_000, 64, 'sha512');
  },
};
// #endregion works

const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
  if (request.url === '/work') {
    process.send?.('working');
    await works[kind]?.();
  }
  response.end('done');
});
server.keepAliveTimeout = Number(keepAliveTimeout);
process.once('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
