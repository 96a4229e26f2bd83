import { createServer } from 'node:http';
import { createHttpTerminator } from 'http-terminator';
import { port, routes, settings, webSockets } from './routes.mjs';

const server = createServer(routes);
webSockets(server);
const terminator = createHttpTerminator({ server, ...settings });
server.listen(port, '127.0.0.1');
process.once('SIGTERM', () => terminator.terminate());
