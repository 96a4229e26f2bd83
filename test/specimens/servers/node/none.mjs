// Node as it comes: nobody listens for the signal, and it ends the process.
import { createServer } from 'node:http';
import { port, routes, webSockets } from './routes.mjs';

const server = createServer(routes);
webSockets(server);
server.listen(port, '127.0.0.1');
