import { createServer } from 'node:http';

const server = createServer((_, response) => response.end('hello\n'));
server.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
