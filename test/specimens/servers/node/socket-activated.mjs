// careful.ts on a socket that somebody else opened: systemd hands it over as descriptor 3.
import { createServer } from 'node:http';
import { careful } from '../../../../code/doctor/careful.ts';
import { routes, streams, webSockets } from './routes.mjs';

const server = createServer(routes);
const sockets = webSockets(server);
careful(server, {
  goodbye() {
    for (const socket of sockets.clients) socket.close(1001);
    for (const stream of streams) stream.end();
  },
});
server.listen({ fd: 3 });
