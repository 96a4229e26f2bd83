// Objection: lessons/objections.mdx#deploy
// The old version of a service, in a process of its own; it says its port. `close`: on SIGTERM it closes, then ends.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const app = createServer((request, response) => {
  if (request.url !== '/slow') return void response.end('App 1');
  process.send?.('asked');
  process.on('message', () => response.end('App 1'));
});
if (process.argv[2] === 'close') process.on('SIGTERM', () => app.close(() => process.exit()));
process.on('disconnect', () => process.exit());
await once(app.listen(0, '127.0.0.1'), 'listening');
process.send?.((app.address() as AddressInfo).port);
