// Lesson 2: lessons/02-not-modified.mdx#do-it
// This app sends its page to everybody. Fill the blank: whoever brings the ETag of this page, among
// others or alone, or `*`, gets a 304 instead (RFC 9110, section 13.1.2).
// Check it: npm run exercise 2        A hint: npm run exercise 2 hint
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
    // The blank. What the client brings is in request.headers['if-none-match'].
    response.writeHead(200, { ETag: etag }).end(page);
  }

  const app = createServer(answer);
  app.keepAliveTimeout = 0; // no limit: the original waits an hour, Node's 5 s are over as you read
  await once(app.listen(port, '127.0.0.1'), 'listening');
  return app;
}
