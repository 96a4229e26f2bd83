// Lesson 14: lessons/14-not-on-the-list.mdx#a-feed-that-loses-nothing
// Try it: touch feed.log && npx tsx code/14-not-on-the-list/feed.ts 7888 feed.log, and echo hello >> feed.log
import { openSync, readSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { StringDecoder } from 'node:string_decoder';

const [port, file = 'feed.log'] = process.argv.slice(2);
const log = openSync(file, 'r'); // an event a line, written by somebody else: it outlives this process
const events: string[] = []; // the number of a line is the id of its event, whichever process reads it
const streams = new Map<ServerResponse, number>(); // and the event that each is to get next
const utf8 = new StringDecoder();
let rest = '';

/** Takes what has been written to the log meanwhile. A line may be half there. */
function read(): void {
  const buffer = Buffer.alloc(65_536);
  for (let length = 1; length > 0; ) {
    length = readSync(log, buffer, 0, buffer.length, null);
    const lines = (rest + utf8.write(buffer.subarray(0, length))).split('\n');
    rest = lines.pop() ?? '';
    events.push(...lines);
  }
}

// #region feed
const app = createServer((request, response) => {
  const last = request.headers['last-event-id']; // the browser says what it has had
  response.writeHead(200, { 'Content-Type': 'text/event-stream', Connection: 'close' });
  response.write('retry: 500\n\n');
  response.once('close', () => streams.delete(response));
  send(response, last === undefined ? events.length : Number(last) + 1);
});

function send(response: ServerResponse, next: number): void {
  for (; next < events.length; next++) response.write(`id: ${next}\ndata: ${events[next]}\n\n`);
  streams.set(response, next);
}

const beat = setInterval(() => {
  read();
  for (const [response, next] of streams) send(response, next);
}, 10);

process.once('SIGTERM', () => {
  app.close(() => process.exit()); // who comes now is refused, and comes again
  clearInterval(beat);
  for (const [response] of streams) {
    response.end(`retry: ${250 + Math.round(Math.random() * 500)}\n\n`); // not all at one moment
  }
  setTimeout(() => app.closeAllConnections(), 2_000).unref(); // who does not read
});
// #endregion feed

const listen = () => app.listen(Number(port), '127.0.0.1');
app.on('error', () => setTimeout(listen, 5)); // the one before has not left the port yet
read();
listen();
