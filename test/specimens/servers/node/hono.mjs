import { serve, upgradeWebSocket } from '@hono/node-server';
import { Hono } from 'hono';
import { stream, streamSSE } from 'hono/streaming';
import { WebSocketServer } from 'ws';
import { big, count, hello, parts, port, work } from './routes.mjs';

const app = new Hono();
app.get('/', (c) => c.text(hello));
app.get('/slow', async (c) => c.text(await work()));
app.get('/big', (c) => c.body(big));
app.get('/stream', (c) =>
  stream(c, async (answer) => {
    for await (const part of parts()) await answer.write(part);
  }),
);
app.get('/sse', (c) =>
  streamSSE(c, async (events) => {
    while (!events.aborted) {
      await events.writeSSE({ data: 'tick' });
      await events.sleep(250);
    }
  }),
);
app.post('/upload', async (c) => c.text(`${(await c.req.text()).length} bytes\n`));
app.get('/count', (c) => c.text(count()));
app.post('/count', (c) => c.text(count(true)));
app.get(
  '/ws',
  upgradeWebSocket(() => ({ onMessage: ({ data }, socket) => socket.send(data) })),
);

const websocket = { server: new WebSocketServer({ noServer: true }) };
const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1', websocket });
process.once('SIGTERM', () => server.close());
