// Deno.serve, and how it stops by the first argument: none; or shutdown, which waits for what is in progress.
import { count } from './node-count.mjs';
import { answer } from './web-routes.mjs';

const server = Deno.serve(
  { port: Number(Deno.env.get('PORT')), hostname: '127.0.0.1', onListen() {} },
  (request) => {
    if (new URL(request.url).pathname !== '/ws') return answer(request, count);
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onmessage = ({ data }) => socket.send(data);
    return response;
  },
);
if (Deno.args[0] === 'shutdown') {
  Deno.addSignalListener('SIGTERM', async () => {
    await server.shutdown();
    Deno.exit();
  });
}
