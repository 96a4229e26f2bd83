// The cure of lesson 8: close, and close all, in one turn of the loop.
import { createServer } from 'node:http';
import { port, routes, webSockets } from './routes.mjs';

const server = createServer(routes);
webSockets(server);
server.listen(port, '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
