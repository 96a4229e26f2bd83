import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { unlessAborted } from '../lab/unless-aborted.ts';

/**
 * How long a client keeps a connection on which nothing happens: asks a server that promises nothing
 * and never closes, then waits until the client does.
 * @param ask makes the client ask once
 * @returns seconds from the last answer to the end of the connection, to a tenth
 * @throws the signal's reason, or whatever `ask` throws
 */
export async function patienceOfClient(
  ask: (url: string) => Promise<unknown>,
  signal: AbortSignal,
): Promise<number> {
  await using server = await serverThatNeverCloses();
  const asked = ask(server.url).then(() => server.left);
  return inSeconds(await unlessAborted(signal, asked));
}

async function serverThatNeverCloses() {
  const { promise: left, resolve } = Promise.withResolvers<number>();
  const sockets = new Set<Socket>();
  // Of node:net: a server of node:http has timeouts, and says so in a header.
  const server = createServer((socket) => {
    let answered: number | undefined;
    sockets.add(socket);
    socket.on('error', () => {}); // a reset is an end like another
    socket.on('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok');
      answered = performance.now();
    });
    // A connection that was opened ahead of time and never used has another, shorter limit.
    socket.on('close', () => answered && resolve(performance.now() - answered));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    /** Milliseconds of silence before the first client left. */
    left,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/**
 * How long a server keeps a connection on which nothing happens: asks once, then waits until the
 * server closes.
 * @returns seconds: `said` in its Keep-Alive header, null without one; `done` to a tenth
 * @throws the signal's reason
 */
export async function patienceOfServer(
  port: number,
  signal: AbortSignal,
): Promise<{ said: number | null; done: number }> {
  const client = connect(port, '127.0.0.1');
  using _ = { [Symbol.dispose]: () => void client.destroy() };
  let [answer, answered] = ['', 0];
  client.on('data', (bytes) => {
    answer += bytes;
    answered = performance.now();
  });
  client.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await unlessAborted(signal, once(client, 'end'));
  const promise = /^Keep-Alive: timeout=(\d+)/im.exec(answer)?.[1];
  return { said: promise ? Number(promise) : null, done: inSeconds(performance.now() - answered) };
}

const inSeconds = (ms: number) => Math.round(ms / 100) / 10;
