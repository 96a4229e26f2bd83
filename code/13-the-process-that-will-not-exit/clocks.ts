// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#one-timer-and-it-is-gone
// Try it: npx tsx code/13-the-process-that-will-not-exit/clocks.ts
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, Server as NetServer } from 'node:net';
import { setTimeout as passed } from 'node:timers/promises';

const limit = 1_000; // ms

// #region clocks
const stops: Record<string, (app: Server) => void> = {
  'it runs': () => {},
  'close()': (app) => app.close(),
  'server.timeout set before, close()': (app) => app.close(),
  'close(), server.timeout set then': (app) => app.close().setTimeout(limit),
  'close() of net.Server, which knows no HTTP': (app) => NetServer.prototype.close.call(app),
};
// #endregion clocks

/** What becomes of half a head on a server that is stopped in this way. */
async function halfAHead(name: string, stop: (app: Server) => void): Promise<string> {
  const app = createServer({ headersTimeout: limit, connectionsCheckingInterval: 250 });
  if (name.includes('before')) app.timeout = limit;
  await once(app.listen(0, '127.0.0.1'), 'listening');
  const client = connect((app.address() as AddressInfo).port, '127.0.0.1').setEncoding('latin1');
  client.write('GET / HT');
  let said = '';
  client.on('data', (text) => {
    said += text;
  });
  const ended = once(client, 'close').then(() => /\d{3}/.exec(said)?.[0] ?? 'ended without a word');

  const [socket] = await once(app, 'connection');
  while (socket.bytesRead === 0) await passed(5); // silent until then, which is another case
  stop(app);
  const what = await Promise.race([ended, passed(3 * limit, 'still there after 3 s')]);
  client.destroy();
  app.close();
  return `${name}: ${what}`;
}

const seen = Object.entries(stops).map(async ([name, stop]) => await halfAHead(name, stop));
console.log((await Promise.all(seen)).join('\n'));
