// Lesson 2: lessons/02-not-modified.mdx#do-it
// Wrong: the page is written whatever the status, and ended apart.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

export async function start(greeting: string, port: number): Promise<Server> {
  const page = `${greeting}\n`;
  const etag = `"${createHash('sha1').update(page).digest('hex')}"`;
  const app = createServer((request, response) => {
    const known = request.headers['if-none-match'] === etag;
    response.writeHead(known ? 304 : 200, { ETag: etag }).write(page);
    response.end();
  });
  await once(app.listen(port, '127.0.0.1'), 'listening');
  return app;
}
