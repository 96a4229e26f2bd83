import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { polite } from '../../code/doctor/careful.ts';
import { rawClient } from '../helpers/raw-client.ts';

const get = (path = '/') => [`GET ${path} HTTP/1.1`, 'Host: x', ''];

test('an idle connection ends at once, without a reset', async () => {
  await using server = await listening((_, response) => response.end('hello'));
  await using browser = await rawClient(server.port);
  browser.send(...get());
  await browser.until('hello');

  await server.close();

  expect(await browser.end()).toContain('Connection: keep-alive');
  expect(browser.socket.errored).toBeNull();
});

test('a connection that never sent a byte ends at once', async () => {
  await using server = await listening((_, response) => response.end('hello'));
  await using spare = await rawClient(server.port);
  await server.connection;

  await server.close();

  expect(await spare.end()).toBe('');
  expect(spare.socket.errored).toBeNull();
});

test('half a request may still become a whole one, and is the last on its connection', async () => {
  await using server = await listening((_, response) => response.end('hello'));
  await using slow = await rawClient(server.port);
  slow.send('GET / HTTP/1.1', 'Host: x');
  await server.bytes(25);

  const closed = server.close();
  slow.send('', ...get());
  await closed;

  expect(statuses(await slow.end())).toEqual(['200']);
  expect(slow.received).toContain('Connection: close');
});

test('half of a second request is answered too', async () => {
  await using server = await listening((_, response) => response.end('hello'));
  await using slow = await rawClient(server.port);
  slow.send(...get());
  await slow.until('hello');
  slow.send('GET / HTTP/1.1', 'Host: x');
  await server.bytes(27 + 25);

  const closed = server.close();
  slow.send('');
  await closed;

  expect(statuses(await slow.end())).toEqual(['200', '200']);
});

test('half a request that stays half is cut at the deadline', async () => {
  await using server = await listening((_, response) => response.end('hello'), { deadline: 50 });
  await using stuck = await rawClient(server.port);
  stuck.send('GET / HTTP/1.1');
  await server.bytes(16);

  await server.close();

  expect(await stuck.end()).toBe('');
});

test('a request in flight gets its answer, told to go; what it asks next is not answered', async () => {
  const work = Promise.withResolvers<void>();
  await using server = await listening(async (_, response) => {
    await work.promise;
    response.end('worked');
  });
  await using busy = await rawClient(server.port);
  busy.send(...get());
  await server.request;

  const closed = server.close();
  work.resolve();
  await busy.until('worked');
  busy.send(...get());
  await closed;

  expect(statuses(await busy.end())).toEqual(['200']);
  expect(busy.received).toContain('Connection: close');
});

test('an answer that has begun comes whole, and its connection ends with it', async () => {
  const work = Promise.withResolvers<void>();
  await using server = await listening(async (_, response) => {
    response.write('begun,');
    await work.promise;
    response.end('done');
  });
  await using reader = await rawClient(server.port);
  reader.send(...get());
  await reader.until('begun,');

  const closed = server.close();
  work.resolve();
  await closed;

  expect(await reader.end()).toMatch(/begun,.*done\r\n0\r\n\r\n$/s);
  expect(reader.received).toContain('Connection: keep-alive');
});

test('an answer that the handler has ended but the client is still reading comes whole', async () => {
  const large = Buffer.alloc(20_000_000, 'x');
  await using server = await listening((_, response) => response.end(large));
  await using reader = await rawClient(server.port);
  reader.send(...get());
  await once(reader.socket, 'data');
  reader.socket.pause();

  const closed = server.close();
  reader.socket.resume();
  await closed;

  const [, body = ''] = (await reader.end()).split('\r\n\r\n');
  expect(body.length).toBe(large.length);
});

test('two requests sent together are both answered, the last one with close', async () => {
  const work = Promise.withResolvers<void>();
  await using server = await listening(async ({ url }, response) => {
    await work.promise;
    response.end(url);
  });
  await using eager = await rawClient(server.port);
  eager.send(...get('/first'), ...get('/second'));
  await server.request;

  const closed = server.close();
  work.resolve();
  await closed;

  const [first = '', second = ''] = (await eager.end()).split('/first');
  expect(first).toContain('Connection: keep-alive');
  expect(second).toContain('Connection: close');
  expect(second).toMatch(/\/second$/);
});

test('a request that is never answered is cut at the deadline', async () => {
  await using server = await listening(() => {}, { deadline: 50 });
  await using waiting = await rawClient(server.port);
  waiting.send(...get());
  await server.request;

  await server.close();

  expect(await waiting.end()).toBe('');
});

test('the port is free for a successor while the old server still answers', async () => {
  const work = Promise.withResolvers<void>();
  await using old = await listening(async (_, response) => {
    await work.promise;
    response.end('old');
  });
  await using busy = await rawClient(old.port);
  busy.send(...get());
  await old.request;

  const closed = old.close();
  await using successor = await listening((_, response) => response.end('new'), { port: old.port });
  await using fresh = await rawClient(successor.port);
  fresh.send(...get());
  await fresh.until('new');
  work.resolve();
  await closed;

  expect(await busy.end()).toMatch(/old$/);
});

test('requests that came while the loop was busy are answered, in the accept queue or on a kept connection', async () => {
  await using server = await listening((_, response) => response.end('hello'), { serveOn: 1 });
  await using kept = await rawClient(server.port);
  kept.send(...get());
  await kept.until('hello');
  await using busy = await crowdThatComesWhileBlocked(server.port, 10);

  const closed = server.close();
  kept.send(...get('/again'));
  busy.block(); // by the end of this the time to serve on is over
  await closed;

  expect(await busy.statuses()).toEqual(Array(10).fill('200'));
  expect(statuses(await kept.end())).toEqual(['200', '200']);
});

test('an answer under way says close, though the server serves on for a while', async () => {
  const work = Promise.withResolvers<void>();
  await using server = await listening(
    (_, response) => void work.promise.then(() => response.end('done')),
    { serveOn: 10 },
  );
  await using busy = await rawClient(server.port);
  busy.send(...get());
  await server.request;

  const closed = server.close();
  work.resolve();

  expect(await busy.end()).toMatch(/Connection: close.*done$/s);
  await closed;
});

test('a second close waits for the first and stops nothing twice', async () => {
  await using server = await listening((_, response) => response.end('hello'));

  expect(server.close()).toBe(server.close());
  await server.close();
  await server.close();
});

test('a server that never listened closes as well', async () => {
  await polite(createServer())();
});

/** A server with a graceful stop, and the moments of its life that a test waits for. */
async function listening(
  handler: RequestListener,
  { deadline = 10_000, port = 0, serveOn = 0 } = {},
) {
  const server = createServer(handler);
  const close = polite(server, { limit: deadline, serveOn });
  const connection = once(server, 'connection');
  const request = once(server, 'request');
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    close,
    [Symbol.asyncDispose]: close,
    port: (server.address() as AddressInfo).port,
    connection,
    request,
    /** Resolves when the server has read so many bytes of its first connection. */
    async bytes(count: number) {
      const [socket] = await connection;
      await expect.poll(() => socket.bytesRead, { interval: 2, timeout: 5_000 }).toBe(count);
    },
  };
}

/** Clients in a thread of their own, which connect and ask while this thread stands still. */
async function crowdThatComesWhileBlocked(port: number, count: number) {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(
    `const { connect } = require('node:net');
    const { parentPort, workerData: { port, count, gate } } = require('node:worker_threads');
    let sent = 0;
    const one = () => new Promise((resolve) => {
      let received = '';
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 0\\r\\n\\r\\n', () => {
          if (++sent < count) return;
          Atomics.store(gate, 0, 1);
          Atomics.notify(gate, 0);
        }));
      socket.on('data', (bytes) => { received += bytes; }).on('error', () => {});
      socket.on('close', () => resolve(/^HTTP.1.1 (\\d+)/.exec(received)?.[1] ?? 'nothing'));
    });
    parentPort.once('message', async () =>
      parentPort.postMessage(await Promise.all(Array.from({ length: count }, one))));
    parentPort.postMessage('ready');`,
    { eval: true, workerData: { port, count, gate } },
  );
  await once(worker, 'message');
  const answered = once(worker, 'message');
  return {
    /** Stands still until all have connected and asked. */
    block() {
      worker.postMessage('go');
      Atomics.wait(gate, 0, 0, 20_000);
    },
    statuses: async () => (await answered)[0] as string[],
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}

const statuses = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, code]) => code);
