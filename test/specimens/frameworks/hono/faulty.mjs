// The fault: it waits until its work is done, and lets newcomers in meanwhile, who are then cut off.
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.get('/', (c) => c.text('hello\n'));
app.get('/slow', async (c) => c.text(await pause(1_500, 'slow\n')));
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
process.once('SIGTERM', () => setTimeout(() => process.exit(), 2_000));
