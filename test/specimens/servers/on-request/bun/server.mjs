// Bun.serve, and how it stops by the first argument: none; or stop, which waits for what is in progress.
import { count } from './node-count.mjs';
import { answer } from './web-routes.mjs';

const server = Bun.serve({
  port: process.env.PORT,
  hostname: '127.0.0.1',
  maxRequestBodySize: 100_000_000,
  fetch(request, server) {
    if (new URL(request.url).pathname === '/ws' && server.upgrade(request)) return undefined;
    return answer(request, count);
  },
  websocket: { message: (socket, text) => void socket.send(text) },
});
if (process.argv[2] === 'stop') {
  process.once('SIGTERM', async () => {
    await server.stop();
    process.exit();
  });
}
