// The fault: whoever waits for an answer is cut off.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  if (request.url === '/slow') setTimeout(() => response.end('slow\n'), 1_500);
  else response.end('hello\n');
});
server.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
