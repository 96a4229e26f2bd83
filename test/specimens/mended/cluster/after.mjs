import cluster from 'node:cluster';
import { createServer } from 'node:http';

if (cluster.isPrimary) {
  for (let worker = 1; worker <= 2; worker++) cluster.fork();
  // Cure: a master of your own must start no worker anew once it has been told to stop.
  let leaving = false;
  cluster.on('exit', () => {
    if (!leaving) cluster.fork();
  });
  process.on('SIGTERM', () => {
    leaving = true;
    for (const worker of Object.values(cluster.workers)) worker.kill();
  });
} else {
  const server = createServer((_, response) => response.end(`worker ${process.pid}\n`));
  server.listen(process.env.PORT, '127.0.0.1');
}
