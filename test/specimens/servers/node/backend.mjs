// The application behind a proxy that is examined. It stays; nobody stops it.
import { createServer } from 'node:http';
import { routes, webSockets } from './routes.mjs';

const server = createServer({ keepAliveTimeout: 60_000 }, routes);
webSockets(server);
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
// Whoever started it has gone.
process.once('disconnect', () => process.exit());
