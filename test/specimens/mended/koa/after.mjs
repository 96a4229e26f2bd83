import Koa from 'koa';

const app = new Koa();
const pause = (ms) => new Promise((over) => setTimeout(over, ms));

let rates = {};
async function refresh() {
  rates = { euro: Math.random() };
}
await refresh();
// Cure: clear the timer or unref() it
setInterval(refresh, 60_000).unref();

let leaving = false;
app.use(async (ctx) => {
  if (ctx.path === '/report') await pause(3_000);
  if (leaving) ctx.set('Connection', 'close');
  ctx.body = rates;
});

const server = app.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => {
  leaving = true;
  server.close();
  setInterval(() => server.closeIdleConnections(), 100).unref();
  setTimeout(() => server.closeAllConnections(), 5_000).unref();
});
