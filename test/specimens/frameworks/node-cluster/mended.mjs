// The primary passes the signal on, and ends when its last worker has ended.
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { careful } from '../../../../code/doctor/careful.ts';

if (cluster.isPrimary) {
  for (let worker = 0; worker < 2; worker++) cluster.fork();
  process.once('SIGTERM', () => {
    for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGTERM');
  });
} else {
  const server = createServer((request, response) => {
    if (request.url === '/slow') setTimeout(() => response.end('slow\n'), 1_500);
    else response.end('hello\n');
  });
  careful(server, { limit: 4_000 });
  server.listen(process.env.PORT, '127.0.0.1');
}
