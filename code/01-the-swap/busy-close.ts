// Lesson 1: lessons/01-the-swap.mdx#a-note-for-node-readers
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';

// #region busy-close
const app2 = createServer((_request, response) => response.end('App 2'));
const app1 = createServer(async (_request, response) => {
  // The first request is still in flight when App 1 closes and App 2 takes the port.
  if (app1.listening) await once(app1.close() && app2.listen(port, '127.0.0.1'), 'listening');
  response.end('App 1');
}).listen(0, '127.0.0.1');
await once(app1, 'listening');
const { port } = app1.address() as AddressInfo;

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
for (let n = 1; n <= 10; n++) console.log(`kept connection, request ${n}: ${await visit(agent)}`);
console.log(`a fresh connection:         ${await visit(false)}`);
// #endregion busy-close

async function visit(by: Agent | false): Promise<string> {
  const [response] = await once(get({ host: '127.0.0.1', port, agent: by }), 'response');
  const answer = `${Buffer.concat(await response.toArray())}, Connection: ${response.headers.connection}`;
  await new Promise(setImmediate); // a turn of the loop, in which the agent takes the socket back
  return answer;
}

agent.destroy();
app2.close();
