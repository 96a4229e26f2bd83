import { createServer } from 'node:http';
import stoppable from 'stoppable';
import { port, routes, settings, webSockets } from './routes.mjs';

const server = stoppable(createServer(routes), settings.grace);
webSockets(server);
server.listen(port, '127.0.0.1');
process.once('SIGTERM', () => server.stop());
