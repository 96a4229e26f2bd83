// The fault: the primary ends, and its workers with it, whatever they are doing.
import cluster from 'node:cluster';
import { createServer } from 'node:http';

if (cluster.isPrimary) {
  for (let worker = 0; worker < 2; worker++) cluster.fork();
  process.once('SIGTERM', () => process.exit());
} else {
  createServer((request, response) => {
    if (request.url === '/slow') setTimeout(() => response.end('slow\n'), 1_500);
    else response.end('hello\n');
  }).listen(process.env.PORT, '127.0.0.1');
}
