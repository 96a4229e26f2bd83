// Three lines more than close(): late answers say close, whoever goes idle is let go, and there is a limit.
import { createServer } from 'node:http';
import { port, routes, webSockets } from './routes.mjs';

let leaving = false;
const server = createServer((request, response) => {
  if (leaving) response.setHeader('Connection', 'close');
  return routes(request, response);
});
webSockets(server);
server.listen(port, '127.0.0.1');
process.once('SIGTERM', () => {
  leaving = true;
  server.close(() => process.exit());
  setInterval(() => server.closeIdleConnections(), 100);
  setTimeout(() => process.exit(), 6_000);
});
