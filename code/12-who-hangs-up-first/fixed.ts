// Lesson 12: lessons/12-who-hangs-up-first.mdx#the-same-with-the-repaired-program
// Try it: npx tsx code/12-who-hangs-up-first/fixed.ts
import { readSync } from 'node:fs';
import { createServer } from 'node:http';

const [port = '7888', greeting = 'Hello, world!'] = process.argv.slice(2);

// #region app
const app = createServer((request, response) => {
  if (request.url === '/work') oneLongTurn();
  request.resume().on('end', () => {
    if (!app.listening) response.setHeader('Connection', 'close'); // the last one
    response.end(`${greeting}\n`);
  });
});

/** Somebody else’s heavy request: one turn, until Enter is pressed. */
function oneLongTurn(): void {
  readSync(0, Buffer.alloc(1));
}
// #endregion app

// #region patience
app.keepAliveTimeout = 65_000; // nginx: 60 s
// #endregion patience

process.on('SIGTERM', () => app.close());
app.on('error', ({ message }) => {
  console.error(message);
  process.exitCode = 2;
});
app.listen(Number(port), '127.0.0.1', () => {
  console.log(
    `App 1 answers on http://127.0.0.1:${port}/. While it answers /work it hears nobody: press Enter here.`,
  );
});
