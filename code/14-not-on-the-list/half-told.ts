// Lesson 14: lessons/14-not-on-the-list.mdx#the-polite-end-lies
// Try it: npx tsx code/14-not-on-the-list/half-told.ts
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

// #region half-told
const ways: Record<string, (response: ServerResponse) => void> = {
  'response.end()': (response) => response.end(),
  'response.destroy()': (response) => response.destroy(),
};
const app = createServer(async (request, response) => {
  response.write('half of it, '); // without a Content-Length it is sent in chunks
  await once(app, 'it has arrived');
  ways[decodeURI(request.url?.slice(1) ?? '')]?.(response); // the deadline has come
});
// #endregion half-told

await once(app.listen(0, '127.0.0.1'), 'listening');
const { port } = app.address() as AddressInfo;
const arrived = () => void app.emit('it has arrived');

/** Each says what it makes of the answer. */
const clients: Record<string, (url: string) => Promise<string>> = {
  async fetch(url) {
    const { body } = await fetch(url);
    try {
      for await (const _ of body ?? []) arrived();
      return 'complete';
    } catch (error) {
      return `an error, ${(error as Error).message}`;
    }
  },
  'http.get': (url) =>
    new Promise((done) => {
      get(url, { agent: false }, (answer) => {
        answer.on('data', arrived).on('end', () => done('complete'));
        answer.on('error', ({ message }) => done(`an error, ${message}`));
      });
    }),
  curl: (url) =>
    new Promise((done) => {
      const child = execFile('curl', ['-sN', url], (error) =>
        done(error ? `an error, exit status ${error.code}` : 'complete'),
      );
      child.stdout?.on('data', arrived);
    }),
};

for (const way of Object.keys(ways)) {
  for (const [name, ask] of Object.entries(clients)) {
    const said = await ask(`http://127.0.0.1:${port}/${encodeURI(way)}`);
    console.log(`${way.padEnd(19)} ${name.padEnd(9)} ${said}`);
  }
}
app.close();
app.closeAllConnections();
