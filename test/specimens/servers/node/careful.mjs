// code/doctor/careful.ts, told how this program's WebSockets and event streams say goodbye.
import { createServer } from 'node:http';
import { careful } from '../../../../code/doctor/careful.ts';
import { port, routes, settings, streams, webSockets } from './routes.mjs';

const server = createServer(routes);
const sockets = webSockets(server);
careful(server, {
  ...settings,
  goodbye() {
    for (const socket of sockets.clients) socket.close(1001);
    for (const stream of streams) stream.end();
  },
});
server.listen(port, '127.0.0.1');
