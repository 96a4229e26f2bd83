// Lesson 6: lessons/06-a-guess.mdx#the-guess
// Try it with your own browser: npx tsx code/06-a-guess/buggy.ts
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

// #region start
/** Starts an app that greets with `greeting` on `port` (0: any free one). */
export async function start(greeting: string, port: number): Promise<Server> {
  const page = `${greeting}\n`;
  const etag = `"${createHash('sha1').update(page).digest('hex')}"`;
  const app = createServer((request, response) => {
    response.setHeader('ETag', etag);
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.end(page);
  });
  app.keepAliveTimeout = 0; // no limit: the original waits an hour, Node's 5 s are over as you read
  await once(app.listen(port, '127.0.0.1'), 'listening');
  return app;
}
// #endregion start

// #region stop
/** Stops the app: what this program does when it is told to stop. */
export async function stop(app: Server): Promise<void> {
  app.closeIdleConnections = () => {}; // close() as it was before Node 19
  app.close();
}
// #endregion stop

if (import.meta.main) {
  try {
    // #region swap
    const app1 = await start('Hello, world!', Number(process.argv[2] ?? 7888));
    const { port } = app1.address() as AddressInfo;
    console.log(
      `App 1 answers: open http://127.0.0.1:${port}/ in a browser, then press Enter here.`,
    );
    await once(process.stdin, 'data');

    await stop(app1);
    await start('Hello, world2!', port);
    console.log('App 1 was stopped, App 2 listens: reload the page. Ctrl-C ends this program.');
    // #endregion swap
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
