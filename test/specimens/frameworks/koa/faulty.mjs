// The fault: close() ends no connection that was busy when it looked.
import { setTimeout as pause } from 'node:timers/promises';
import Koa from 'koa';

const app = new Koa();
app.use(async (ctx) => {
  ctx.body = ctx.path === '/slow' ? await pause(1_500, 'slow\n') : 'hello\n';
});
const server = app.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => server.close());
