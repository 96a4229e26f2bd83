import closeWithGrace from 'close-with-grace';
import express from 'express';
import { port, routes, settings, webSockets } from './routes.mjs';

const app = express();
app.use(routes);
const server = app.listen(port, '127.0.0.1');
webSockets(server);
closeWithGrace(settings, async () => {
  await new Promise((resolve) => server.close(resolve));
});
