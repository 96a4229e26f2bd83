import fastify from 'fastify';
import { careful } from 'still-answering/careful';

const app = fastify();
const pause = (ms) => new Promise((over) => setTimeout(over, ms));

app.get('/', async () => 'hello\n');
app.get('/report', async () => {
  await pause(3_000);
  return 'a report\n';
});
app.get('/export', async () => Buffer.alloc(20_000_000, 'x'));

// Cure: Set Connection: close on every answer whose head is not out yet when the stop begins.
// Cure: End idle, silent and half-sent connections, and set a limit after which all are closed.
// Cure: In Node, close() and closeIdleConnections() also cut a big answer that a slow client is still
// reading; careful(server) of still-answering/careful spares it.
careful(app.server);
await app.listen({ port: process.env.PORT, host: '127.0.0.1' });
