import Koa from 'koa';
import { careful } from '../../../../code/doctor/careful.ts';
import { port, routes, streams, webSockets } from './routes.mjs';

const app = new Koa();
app.use(async (ctx) => {
  ctx.respond = false;
  ctx.res.statusCode = 200; // Koa's own first word is 404
  await routes(ctx.req, ctx.res);
});
const server = app.listen(port, '127.0.0.1');
const sockets = webSockets(server);
careful(server, {
  goodbye() {
    for (const socket of sockets.clients) socket.close(1001);
    for (const stream of streams) stream.end();
  },
});
