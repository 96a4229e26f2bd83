import { Readable } from 'node:stream';
import Koa from 'koa';
import { big, count, hello, parts, port, routes, webSockets, work } from './routes.mjs';

const app = new Koa();
app.use(async (ctx) => {
  if (ctx.path === '/') ctx.body = hello;
  else if (ctx.path === '/slow') ctx.body = await work();
  else if (ctx.path === '/big') ctx.body = big;
  else if (ctx.path === '/stream') ctx.body = Readable.from(parts());
  else if (ctx.path === '/count') ctx.body = count(ctx.method === 'POST');
  else {
    ctx.respond = false;
    ctx.res.statusCode = 200; // Koa begins with 404
    await routes(ctx.req, ctx.res);
  }
});

const server = app.listen(port, '127.0.0.1');
webSockets(server);
process.once('SIGTERM', () => server.close());
