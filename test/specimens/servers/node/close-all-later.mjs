// Close, and close all a little later: time for work in flight, and a limit.
import { createServer } from 'node:http';
import { port, routes, webSockets } from './routes.mjs';

const server = createServer(routes);
webSockets(server);
server.listen(port, '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  setTimeout(() => server.closeAllConnections(), 2_500);
});
