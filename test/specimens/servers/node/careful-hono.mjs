import { serve, upgradeWebSocket } from '@hono/node-server';
import { Hono } from 'hono';
import { stream } from 'hono/streaming';
import { WebSocketServer } from 'ws';
import { careful } from '../../../../code/doctor/careful.ts';
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
app.post('/upload', async (c) => c.text(`${(await c.req.text()).length} bytes\n`));
app.get('/count', (c) => c.text(count()));
app.post('/count', (c) => c.text(count(true)));
app.get(
  '/ws',
  upgradeWebSocket(() => ({ onMessage: ({ data }, socket) => socket.send(data) })),
);

const sockets = new WebSocketServer({ noServer: true });
const websocket = { server: sockets };
const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1', websocket });
careful(server, {
  goodbye() {
    for (const socket of sockets.clients) socket.close(1001);
  },
});
