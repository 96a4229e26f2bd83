import { setTimeout as pause } from 'node:timers/promises';
import Koa from 'koa';
import { careful } from '../../../../code/doctor/careful.ts';

const app = new Koa();
app.use(async (ctx) => {
  ctx.body = ctx.path === '/slow' ? await pause(1_500, 'slow\n') : 'hello\n';
});
careful(app.listen(process.env.PORT, '127.0.0.1'), { limit: 4_000 });
