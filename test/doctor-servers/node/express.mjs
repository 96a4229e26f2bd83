import closeWithGrace from 'close-with-grace';
import express from 'express';
import { port, routes, webSockets } from './routes.mjs';

const app = express();
app.use(routes);
const server = app.listen(port, '127.0.0.1');
webSockets(server);
closeWithGrace({ delay: 6_000 }, async () => {
  await new Promise((resolve) => server.close(resolve));
});
