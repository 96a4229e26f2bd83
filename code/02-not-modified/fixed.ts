// Lesson 2: lessons/02-not-modified.mdx#the-same-with-the-repaired-program
// Try it with your own browser: npx tsx code/02-not-modified/fixed.ts
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts an app that greets on `/`, and on `/count` says how often it has answered `/`. */
export async function start(greeting: string, port: number): Promise<Server> {
  const page = `${greeting}\n`;
  const etag = `"${createHash('sha1').update(page).digest('hex')}"`;
  let answered = 0;

  // #region conditional
  function answer(request: IncomingMessage, response: ServerResponse): void {
    if (request.url === '/') answered += 1;
    response.setHeader('ETag', etag);
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.end(page);
  }
  // #endregion conditional

  const app = createServer((request, response) => {
    if (request.url === '/count') response.end(`answered ${answered}\n`);
    else answer(request, response);
  });
  app.keepAliveTimeout = 0; // no limit: the original waits an hour, Node's 5 s are over as you read
  await once(app.listen(port, '127.0.0.1'), 'listening');
  return app;
}

// #region stop
/** Stops the app: what this program does when it is told to stop. */
export async function stop(app: Server): Promise<void> {
  app.closeIdleConnections = () => {}; // close() as it was before Node 19
  app.close();
  app.closeAllConnections();
}
// #endregion stop

if (import.meta.main) {
  try {
    const app1 = await start('Hello, world!', Number(process.argv[2] ?? 7888));
    const { port } = app1.address() as AddressInfo;
    console.log(`App 1 answers: open http://127.0.0.1:${port}/ and /count, then press Enter here.`);
    await once(process.stdin, 'data');

    await stop(app1);
    await start('Hello, world2!', port);
    console.log('App 1 was stopped, App 2 listens: reload both pages. Ctrl-C ends this program.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
