import { Readable } from 'node:stream';
import fastify from 'fastify';
import { big, count, hello, parts, port, routes, settings, work } from './routes.mjs';

const app = fastify(settings);
app.get('/', async () => hello);
app.get('/slow', async () => work());
app.get('/big', async () => big);
app.get('/stream', async () => Readable.from(parts()));
app.get('/sse', (request, reply) => {
  reply.hijack();
  routes(request.raw, reply.raw);
});
app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_, body) => body);
app.post('/upload', async ({ body }) => `${body.length} bytes\n`);
app.get('/count', async () => count());
app.post('/count', async () => count(true));

await app.listen({ port, host: '127.0.0.1' });
process.once('SIGTERM', () => app.close());
