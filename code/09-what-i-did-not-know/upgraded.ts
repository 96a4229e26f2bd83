// Lesson 9: lessons/09-what-i-did-not-know.mdx#an-upgraded-connection
// Try it: npx tsx code/09-what-i-did-not-know/upgraded.ts
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { stop } from '../01-the-swap/fixed.ts';

// #region upgraded
const app = createServer().on('upgrade', (_request, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
  socket.on('data', (word) => socket.write(`App 1 echoes ${word}`));
});
// #endregion upgraded
await once(app.listen(0, '127.0.0.1'), 'listening');
const client = connect((app.address() as AddressInfo).port, '127.0.0.1');
client.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
await once(client, 'data');

await stop(app);
console.log('App 1 has stopped listening and closed all its connections');
client.write('hello');
const [answer] = await once(client, 'data');
console.log(`the upgraded connection gets: ${answer}`);
client.destroy();
