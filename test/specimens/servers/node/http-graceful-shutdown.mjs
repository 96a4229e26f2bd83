import { createServer } from 'node:http';
import gracefulShutdown from 'http-graceful-shutdown';
import { port, routes, settings, webSockets } from './routes.mjs';

const server = createServer(routes);
webSockets(server);
server.listen(port, '127.0.0.1');
gracefulShutdown(server, settings);
