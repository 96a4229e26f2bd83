import cluster from 'node:cluster';
import { createServer } from 'node:http';

if (cluster.isPrimary) {
  for (let worker = 1; worker <= 2; worker++) cluster.fork();
  cluster.on('exit', () => cluster.fork());
  process.on('SIGTERM', () => {
    for (const worker of Object.values(cluster.workers)) worker.kill();
  });
} else {
  const server = createServer((_, response) => response.end(`worker ${process.pid}\n`));
  server.listen(process.env.PORT, '127.0.0.1');
}
