// Two workers, and how the primary tells them, by the first argument: not at all; disconnect; or each has careful.ts.
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { careful } from '../../../../code/doctor/careful.ts';
import { port, routes, settings, streams, webSockets } from './routes.mjs';

if (cluster.isPrimary) {
  cluster.fork();
  cluster.fork();
  if (settings.how === 'disconnect') process.once('SIGTERM', () => cluster.disconnect());
  if (settings.how === 'careful') {
    process.once('SIGTERM', () => {
      for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGTERM');
    });
  }
} else {
  const server = createServer(routes);
  const sockets = webSockets(server);
  if (settings.how === 'careful') {
    careful(server, {
      goodbye() {
        for (const socket of sockets.clients) socket.close(1001);
        for (const stream of streams) stream.end();
      },
    });
  }
  server.listen(port, '127.0.0.1');
}
