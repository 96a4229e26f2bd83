import express from 'express';

const app = express();
const pause = (ms) => new Promise((over) => setTimeout(over, ms));

app.get('/', (_, response) => response.send('hello\n'));
app.get('/report', async (_, response) => {
  await pause(3_000);
  response.send('a report\n');
});
app.post('/upload', express.raw({ type: () => true, limit: '50mb' }), ({ body }, response) => {
  response.send(`${body.length} bytes\n`);
});

app.listen(process.env.PORT, '127.0.0.1');
