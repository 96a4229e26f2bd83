import { createServer } from 'node:http';
import { createTerminus } from '@godaddy/terminus';
import { port, routes, settings, webSockets } from './routes.mjs';

const server = createServer(routes);
webSockets(server);
createTerminus(server, { signal: 'SIGTERM', ...settings });
server.listen(port, '127.0.0.1');
