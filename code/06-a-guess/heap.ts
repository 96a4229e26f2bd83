// Lesson 6: lessons/06-a-guess.mdx#what-keeps-app-1-in-memory
// Try it: npx tsx code/06-a-guess/heap.ts
import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import v8 from 'node:v8';
import vm from 'node:vm';
import { start, stop } from '../01-the-swap/buggy.ts';

v8.setFlagsFromString('--expose-gc');
const collect: () => void = vm.runInNewContext('gc');
const turn = () => new Promise<void>((next) => setImmediate(next));

// #region heap
/** App 1, visited once and stopped. Only a weak reference to it leaves this function. */
async function stopped(): Promise<{ app1: WeakRef<object>; agent: Agent }> {
  const app = await start('Hello, world!', 0);
  const { port } = app.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  await visit(port, agent);
  await stop(app);
  return { app1: new WeakRef(app), agent };
}

async function isInMemory(app1: WeakRef<object>): Promise<boolean> {
  for (let round = 0; round < 3; round++) {
    await turn();
    collect();
  }
  return app1.deref() !== undefined;
}

let [alive, ended] = [0, 0];
for (let n = 0; n < 50; n++) {
  const { app1, agent } = await stopped();
  if (await isInMemory(app1)) alive++;
  agent.destroy(); // ends the connection, and nothing else
  if (await isInMemory(app1)) ended++;
}
// #endregion heap
console.log(`stopped, its connection alive:  App 1 in memory ${alive} of 50 times`);
console.log(`its connection ended:           App 1 in memory ${ended} of 50 times`);

async function visit(port: number, agent: Agent): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  get({ host: '127.0.0.1', port, agent }, (response) => {
    response.resume().once('close', resolve);
  }).once('error', reject);
  await promise;
}
