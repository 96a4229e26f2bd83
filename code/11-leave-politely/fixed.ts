// Lesson 11: lessons/11-leave-politely.mdx#the-same-with-one-line-changed
// Try it: npx tsx code/11-leave-politely/fixed.ts
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const [wish = '7888', greeting = 'Hello, world!'] = process.argv.slice(2);
const waiting: ServerResponse[] = [];
let leaving = false;

// #region app
const app = createServer((request, response) => {
  if (request.url === '/ready') response.writeHead(leaving ? 503 : 200).end();
  else if (request.url === '/slow') waiting.push(response);
  else answer(response);
});

function answer(response: ServerResponse): void {
  if (leaving) response.setHeader('Connection', 'close');
  response.end(`${greeting}\n`);
}
// #endregion app

// #region drain
function drain(): void {
  app.close(() => process.exit()); // nobody new; idle connections end
  setTimeout(() => app.closeAllConnections(), 8_000); // the limit
}
// #endregion drain

// #region stop
process.on('SIGTERM', () => {
  leaving = true; // and serve on: here until Enter, see below
});
// #endregion stop

// Enter ends the wait, where there is one; after that, what is slow. In a service: setTimeout(drain, 5_000).
process.stdin.on('data', () => {
  if (leaving && app.listening) drain();
  else for (const response of waiting.splice(0)) answer(response);
});

app.on('error', ({ message }) => {
  console.error(message);
  process.exit(2);
});
app.listen(Number(wish), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  console.log(`${url}/ answers at once, ${url}/slow when you press Enter.`);
  console.log(`Tell it to leave, from another terminal: kill ${process.pid}`);
});
