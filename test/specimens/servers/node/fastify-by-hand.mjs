// Fastify with what it lacks by itself: late answers say close, streams end in preClose, and there is a limit.
import { Readable } from 'node:stream';
import fastify from 'fastify';
import { big, count, hello, parts, port, routes, streams, work } from './routes.mjs';

let leaving = false;
const app = fastify();
app.addHook('onSend', async (_, reply) => {
  if (leaving) reply.header('Connection', 'close');
});
app.addHook('preClose', async () => {
  for (const stream of streams) stream.end();
});
app.get('/', async () => hello);
app.get('/slow', async () => work());
app.get('/big', async () => big);
app.get('/stream', async () => Readable.from(parts()));
app.get('/sse', (request, reply) => {
  reply.hijack();
  routes(request.raw, reply.raw);
});
app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_, body) => body);
app.post('/upload', { bodyLimit: 100_000_000 }, async ({ body }) => `${body.length} bytes\n`);
app.get('/count', async () => count());
app.post('/count', async () => count(true));

await app.listen({ port, host: '127.0.0.1' });
process.once('SIGTERM', () => {
  leaving = true;
  setTimeout(() => process.exit(), 6_000).unref();
  app.close();
});
