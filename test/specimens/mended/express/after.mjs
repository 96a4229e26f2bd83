import express from 'express';

const app = express();
const pause = (ms) => new Promise((over) => setTimeout(over, ms));

const inProgress = new Set();
let leaving = false;
app.use((_, response, next) => {
  inProgress.add(response);
  response.once('close', () => inProgress.delete(response));
  if (leaving) response.set('Connection', 'close');
  next();
});

app.get('/', (_, response) => response.send('hello\n'));
app.get('/report', async (_, response) => {
  await pause(3_000);
  response.send('a report\n');
});
app.post('/upload', express.raw({ type: () => true, limit: '50mb' }), ({ body }, response) => {
  response.send(`${body.length} bytes\n`);
});

const server = app.listen(process.env.PORT, '127.0.0.1');

// Cure: Handle the signal: stop listening, let answers in progress finish and say Connection: close on
// each from then on, end idle connections again and again, close what is left at a limit, and end.
process.once('SIGTERM', () => {
  leaving = true;
  server.close();
  // Cure: Wait for answers in progress before the process ends, and say Connection: close on those
  // whose head is not out; cut at a limit, not at once.
  // Cure: Wait for requests whose body is still coming, up to a limit, and say Connection: close on
  // their answers.
  for (const response of inProgress) if (!response.headersSent) response.set('Connection', 'close');
  setInterval(() => server.closeIdleConnections(), 100).unref();
  setTimeout(() => server.closeAllConnections(), 5_000).unref();
});
