// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#the-same-with-the-repaired-program
// Try it: npx tsx code/13-the-process-that-will-not-exit/fixed.ts
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const [wish = '7888', greeting = 'Hello, world!'] = process.argv.slice(2);
const waiting: ServerResponse[] = [];

// #region app
const app = createServer({ connectionsCheckingInterval: 250 }, (request, response) => {
  request.resume().on('end', () => {
    if (request.url === '/slow')
      waiting.push(response); // takes its time: until Enter is pressed
    else answer(response);
  });
});
app.headersTimeout = app.requestTimeout = 1_000; // ms; by default 60 s and 300 s, looked at every 30 s
app.keepAliveTimeout = 1_000;
// #endregion app

function answer(response: ServerResponse): void {
  if (!app.listening) response.setHeader('Connection', 'close'); // the last on this connection
  response.end(`${greeting}\n`);
}

// #region stop
process.on('SIGTERM', () => {
  app.close(() => process.exit()); // called back when every connection has ended
  setTimeout(() => app.closeAllConnections(), 1_500).unref(); // a clock of our own
});
// #endregion stop

process.stdin.on('data', goOn).on('end', goOn); // Enter, or nobody is left to press it
function goOn(): void {
  for (const response of waiting.splice(0)) answer(response);
}

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
