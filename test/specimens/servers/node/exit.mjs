// A handler that leaves at once.
import { createServer } from 'node:http';
import { port, routes, webSockets } from './routes.mjs';

const server = createServer(routes);
webSockets(server);
server.listen(port, '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
