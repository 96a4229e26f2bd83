// Lesson 14: lessons/14-not-on-the-list.mdx#a-stream-of-events
// Try it with your own browser: npx tsx code/14-not-on-the-list/buggy.ts
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const [wish = '7888', greeting = 'Hello, world!'] = process.argv.slice(2);
const streams = new Set<ServerResponse>();
let stopping = false;

const app = createServer((request, response) => {
  if (stopping) refuse(response);
  else if (request.url === '/events') tell(response);
  else if (request.url === '/watch') response.setHeader('Content-Type', 'text/html').end(page);
  else response.end(`${greeting}\n`);
});

function tell(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', Connection: 'close' });
  response.write(`retry: 500\n\nid: 1\ndata: ${greeting}\n\n`); // come again after 500 ms
  streams.add(response);
  response.once('close', () => streams.delete(response));
}

// #region stop
process.on('SIGTERM', () => {
  stopping = true; // from here on whoever comes is told to come back
  for (const response of streams) response.end();
});

function refuse(response: ServerResponse): void {
  response.writeHead(503, { 'Retry-After': '1', Connection: 'close' }).end();
}
// #endregion stop

process.stdin.on('data', () => process.exit()); // when Enter is pressed

const page = `<script>
  const source = new EventSource('/events');
  const show = (text) => document.body.append(text, document.createElement('br'));
  source.onmessage = ({ data }) => show(data);
  source.onerror = () => show(source.readyState === EventSource.CLOSED ? 'It gives up.' : 'It tries again.');
</script><body></body>`;

app.on('error', ({ message }) => {
  console.error(message);
  process.exit(2);
});
app.listen(Number(wish), '127.0.0.1', () => {
  const { port } = app.address() as AddressInfo;
  console.log(`“${greeting}” answers on http://127.0.0.1:${port}/watch, with an event stream.`);
  console.log(
    `To stop it: kill ${process.pid} in another terminal, and a little later Enter here.`,
  );
});
