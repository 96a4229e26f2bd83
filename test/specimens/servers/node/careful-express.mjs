import express from 'express';
import { careful } from '../../../../code/doctor/careful.ts';
import { port, routes, streams, webSockets } from './routes.mjs';

const app = express();
app.use(routes);
const server = app.listen(port, '127.0.0.1');
const sockets = webSockets(server);
careful(server, {
  goodbye() {
    for (const socket of sockets.clients) socket.close(1001);
    for (const stream of streams) stream.end();
  },
});
