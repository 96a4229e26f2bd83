// Lesson 2: lessons/02-not-modified.mdx#do-it
// Wrong: it says 304 to everybody.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

export async function start(greeting: string, port: number): Promise<Server> {
  const page = `${greeting}\n`;
  const etag = `"${createHash('sha1').update(page).digest('hex')}"`;
  const app = createServer((request, response) => {
    response.writeHead(request.url === '/' ? 304 : 404, { ETag: etag }).end();
  });
  await once(app.listen(port, '127.0.0.1'), 'listening');
  return app;
}
