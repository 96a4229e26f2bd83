// Lesson 2: lessons/02-not-modified.mdx#do-it
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Starts an app that greets with `greeting` on `port` (0: any free one). */
export async function start(greeting: string, port: number): Promise<Server> {
  const page = `${greeting}\n`;
  const etag = `"${createHash('sha1').update(page).digest('hex')}"`;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    if (request.url !== '/') {
      response.writeHead(404).end();
      return;
    }
    const brought = (request.headers['if-none-match'] ?? '')
      .split(',')
      .map((tag) => tag.trim().replace(/^W\//, '')); // weak comparison: a W/ makes no difference
    if (brought.includes(etag) || brought.includes('*')) {
      response.writeHead(304, { ETag: etag }).end();
    } else {
      response.writeHead(200, { ETag: etag }).end(page);
    }
  }

  const app = createServer(answer);
  app.keepAliveTimeout = 0; // no limit: the original waits an hour, Node's 5 s are over as you read
  await once(app.listen(port, '127.0.0.1'), 'listening');
  return app;
}
