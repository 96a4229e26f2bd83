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
process.once('SIGTERM', () => server.close());
