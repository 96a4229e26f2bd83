import fastify from 'fastify';

const app = fastify();
const pause = (ms) => new Promise((over) => setTimeout(over, ms));

app.get('/', async () => 'hello\n');
app.get('/report', async () => {
  await pause(3_000);
  return 'a report\n';
});
app.get('/export', async () => Buffer.alloc(20_000_000, 'x'));

await app.listen({ port: process.env.PORT, host: '127.0.0.1' });
process.once('SIGTERM', () => app.close());
