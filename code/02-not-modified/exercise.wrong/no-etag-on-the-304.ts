// Lesson 2: lessons/02-not-modified.mdx#do-it
// Wrong: its 304 does not say which page it stands for.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

export async function start(greeting: string, port: number): Promise<Server> {
  const page = `${greeting}\n`;
  const etag = `"${createHash('sha1').update(page).digest('hex')}"`;
  const app = createServer((request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { ETag: etag }).end(page);
  });
  await once(app.listen(port, '127.0.0.1'), 'listening');
  return app;
}
