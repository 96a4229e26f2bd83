import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const server = createServer((_, response) => response.end('a chat\n'));
const chat = new WebSocketServer({ server, path: '/chat' });

chat.on('connection', (socket) => {
  socket.on('message', (text) => {
    for (const other of chat.clients) other.send(String(text));
  });
});

server.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  // Cure: send 1001 to WebSockets, end the streams, and set a limit.
  for (const socket of chat.clients) socket.close(1001);
  setTimeout(() => {
    for (const socket of chat.clients) socket.terminate();
  }, 5_000).unref();
});
