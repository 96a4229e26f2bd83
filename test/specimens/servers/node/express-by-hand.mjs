// Express with the same by hand: a middleware that says close, idle connections let go, and a limit.
import express from 'express';
import { port, routes, webSockets } from './routes.mjs';

let leaving = false;
const app = express();
app.use((_, response, next) => {
  if (leaving) response.set('Connection', 'close');
  next();
});
app.use(routes);
const server = app.listen(port, '127.0.0.1');
webSockets(server);
process.once('SIGTERM', () => {
  leaving = true;
  server.close(() => process.exit());
  setInterval(() => server.closeIdleConnections(), 100);
  setTimeout(() => process.exit(), 6_000);
});
