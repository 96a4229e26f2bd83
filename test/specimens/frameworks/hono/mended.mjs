import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { careful } from '../../../../code/doctor/careful.ts';

const app = new Hono();
app.get('/', (c) => c.text('hello\n'));
app.get('/slow', async (c) => c.text(await pause(1_500, 'slow\n')));
const server = serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
careful(server, { limit: 4_000 });
