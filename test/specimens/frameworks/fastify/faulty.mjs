// The fault: the process ends without waiting for what it has just closed.
import { setTimeout as pause } from 'node:timers/promises';
import fastify from 'fastify';

const app = fastify();
app.get('/', async () => 'hello\n');
app.get('/slow', () => pause(1_500, 'slow\n'));
await app.listen({ port: process.env.PORT, host: '127.0.0.1' });
process.once('SIGTERM', () => {
  app.close();
  process.exit();
});
