// Lesson 10: lessons/10-half-fixed.mdx#close-and-app-2-takes-the-port
// Try it with your own browser: npx tsx code/10-half-fixed/buggy.ts
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const [wish = '7888', greeting = 'Hello, world!'] = process.argv.slice(2);
const waiting: ServerResponse[] = [];

// #region app
const app = createServer((request, response) => {
  request.resume().on('end', () => {
    if (request.url === '/slow')
      waiting.push(response); // takes its time: until Enter is pressed
    else answer(response);
  });
});

function answer(response: ServerResponse): void {
  response.end(`${greeting}\n`);
}
// #endregion app

app.on('upgrade', (_request, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
  socket.on('data', () => socket.write(`${greeting}\n`));
  socket.on('end', () => socket.end());
});

// #region stop
process.on('SIGTERM', () => {
  app.close(() => process.exit()); // plain close(), as most have it: called back when all have ended
});
// #endregion stop

process.stdin.on('data', () => {
  for (const response of waiting.splice(0)) answer(response);
});

// No limits: you may think between two steps for as long as you please.
app.keepAliveTimeout = app.headersTimeout = app.requestTimeout = 0;
app.on('error', ({ message }) => {
  console.error(message);
  process.exit(2);
});
app.listen(Number(wish), '127.0.0.1', () => {
  const { port } = app.address() as AddressInfo;
  console.log(
    `“${greeting}” answers on http://127.0.0.1:${port}/; on /slow when you press Enter here.`,
  );
  console.log(`To stop it, type in another terminal: kill ${process.pid}`);
});
