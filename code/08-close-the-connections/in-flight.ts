// Lesson 8: lessons/08-close-the-connections.mdx#what-the-cure-breaks
// Try it: npx tsx code/08-close-the-connections/in-flight.ts
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stop } from '../01-the-swap/fixed.ts';

// #region in-flight
const app = createServer(async (_request, response) => {
  await stop(app); // while a client waits for its answer
  response.end('the answer\n');
});
await once(app.listen(0, '127.0.0.1'), 'listening');
const { port } = app.address() as AddressInfo;

get({ host: '127.0.0.1', port }, () => console.log('answered')).on('error', ({ message }) => {
  console.log(`the client got: ${message}`);
});
// #endregion in-flight
