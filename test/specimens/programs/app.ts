// A program as lessons of Part II have them: node app.ts PORT GREETING [HOW IT LEAVES]. Runs on Node 12, too.
import { createServer, type ServerResponse } from 'node:http';

const [port, greeting] = process.argv.slice(2);
const waiting: ServerResponse[] = [];
const app = createServer((request, response) => {
  if (request.url === '/slow') waiting.push(response);
  else if (request.url === '/events' && greeting === 'Good night')
    response.writeHead(503, { 'Retry-After': '1' }).end();
  else if (request.url === '/events' || request.url === '/long') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`retry: 100\n\nid: 7\ndata: ${greeting}\n\n`);
    waiting.push(response);
  } else response.end(`${greeting}\n`);
});
app.on('upgrade', (_request, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
  socket.on('data', () => socket.write(`${greeting}\n`));
  socket.on('end', () => socket.end());
});
process.stdin.on('data', () => {
  for (const response of waiting) response.end(`${greeting}\n`);
});
process.on('SIGTERM', () => {
  const how = process.env.LEAVES;
  if (how === 'never') return;
  app.close();
  if (how !== 'politely') process.exit(how === 'badly' ? 3 : 0);
});
app.listen(Number(port), '127.0.0.1');
