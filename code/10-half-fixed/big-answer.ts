// Lesson 10: lessons/10-half-fixed.mdx#what-busy-means
// Try it: npx tsx code/10-half-fixed/big-answer.ts
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

const size = 64 * 1024 * 1024;

// #region big-answer
const app = createServer((_request, response) => {
  response.setHeader('Content-Length', size);
  response.end(Buffer.alloc(size)); // the handler is done; the client has yet to read
  setImmediate(() => app.close(read));
});
// #endregion big-answer

await once(app.listen(0, '127.0.0.1'), 'listening');
const { port } = app.address() as AddressInfo;
const client = connect(port, '127.0.0.1');
client.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
client.on('error', () => {}); // a reset is an end, too

/** App 1 has let go of every connection: only now does the client read. */
async function read(): Promise<void> {
  let got = 0;
  client.on('data', (bytes) => {
    got += bytes.length;
  });
  await once(client, 'close');
  console.log(`of 64 MB the client got all: ${got > size ? 'yes' : 'no'}`);
}
