// Lesson 2: lessons/02-not-modified.mdx#do-it
// Wrong: it compares the ETag without its quotes.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

export async function start(greeting: string, port: number): Promise<Server> {
  const page = `${greeting}\n`;
  const etag = `"${createHash('sha1').update(page).digest('hex')}"`;
  const app = createServer((request, response) => {
    if (request.headers['if-none-match'] === etag.slice(1, -1)) {
      response.writeHead(304, { ETag: etag }).end();
    } else response.writeHead(200, { ETag: etag }).end(page);
  });
  await once(app.listen(port, '127.0.0.1'), 'listening');
  return app;
}
