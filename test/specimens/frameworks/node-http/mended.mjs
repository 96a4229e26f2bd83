import { createServer } from 'node:http';
import { careful } from '../../../../code/doctor/careful.ts';

const server = createServer((request, response) => {
  if (request.url === '/slow') setTimeout(() => response.end('slow\n'), 1_500);
  else response.end('hello\n');
});
careful(server, { limit: 4_000 });
server.listen(process.env.PORT, '127.0.0.1');
