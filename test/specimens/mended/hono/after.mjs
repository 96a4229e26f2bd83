import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';

const app = new Hono();

app.get('/', (context) => context.text('hello\n'));
app.get('/events', (context) =>
  streamSSE(context, async (stream) => {
    for (let tick = 1; !stream.aborted; tick++) {
      await stream.writeSSE({ data: `tick ${tick}` });
      await stream.sleep(250);
    }
  }),
);

const server = serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });

const inProgress = new Set();
let leaving = false;
server.prependListener('request', (_, response) => {
  inProgress.add(response);
  response.once('close', () => inProgress.delete(response));
  if (leaving) response.setHeader('Connection', 'close');
});

process.once('SIGTERM', () => {
  leaving = true;
  server.close();
  // Cure: Set Connection: close on every answer whose head is not out yet when the stop begins.
  for (const response of inProgress) {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  }
  // Cure: End idle, silent and half-sent connections, and set a limit after which all are closed.
  setInterval(() => server.closeIdleConnections(), 100).unref();
  setTimeout(() => server.closeAllConnections(), 5_000).unref();
});
