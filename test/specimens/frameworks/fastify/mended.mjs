import { setTimeout as pause } from 'node:timers/promises';
import fastify from 'fastify';
import { careful } from '../../../../code/doctor/careful.ts';

const app = fastify();
app.get('/', async () => 'hello\n');
app.get('/slow', () => pause(1_500, 'slow\n'));
careful(app.server, { limit: 4_000 });
await app.listen({ port: process.env.PORT, host: '127.0.0.1' });
