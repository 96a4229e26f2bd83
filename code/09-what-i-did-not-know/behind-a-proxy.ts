// Lesson 9: lessons/09-what-i-did-not-know.mdx#a-proxy-in-front
// Try it: npx tsx code/09-what-i-did-not-know/behind-a-proxy.ts
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { start, stop } from '../01-the-swap/buggy.ts';

const app1 = await start('Hello, world!', 0);
const { port } = app1.address() as AddressInfo;

// #region proxy
// The proxy keeps its connection to the app, whoever asks it.
const upstream = new Agent({ keepAlive: true, maxSockets: 1 });
const proxy = createServer((_request, response) => {
  get({ host: '127.0.0.1', port, agent: upstream }, (answer) => answer.pipe(response));
});
// #endregion proxy
await once(proxy.listen(0, '127.0.0.1'), 'listening');

console.log(`before the swap, a fresh client gets: ${await freshClient()}`);
await stop(app1);
const app2 = await start('Hello, world2!', port);
for (let n = 1; n <= 3; n++)
  console.log(`after the swap, a fresh client gets:  ${await freshClient()}`);

upstream.destroy();
proxy.close();
app2.close();

async function freshClient(): Promise<string> {
  const address = {
    host: '127.0.0.1',
    port: (proxy.address() as AddressInfo).port,
    agent: false as const,
  };
  const [answer] = await once(get(address), 'response');
  return Buffer.concat(await answer.toArray())
    .toString()
    .trim();
}
