import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { unlessAborted } from '../../base/unless-aborted.ts';
import { idle } from '../../doctor/timeouts/patience.ts';

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
 * How long a server keeps a connection on which nothing happens, as the doctor measures it.
 * @returns seconds: `said` in its Keep-Alive header, null without one; `done` to a tenth, null after an hour
 * @throws the signal's reason
 */
export async function patienceOfServer(
  port: number,
  signal: AbortSignal,
): Promise<{ said: number | null; done: number | null }> {
  const address = { host: '127.0.0.1', port };
  const patience = { address, paths: { fast: '/' }, capMs: anHour, abort: signal };
  const { saidMs, doneMs } = await idle(patience);
  return { said: inSeconds(saidMs), done: inSeconds(doneMs) };
}

const anHour = 3_600_000;

const inSeconds = <Ms extends number | null>(ms: Ms) =>
  (ms === null ? null : Math.round(ms / 100) / 10) as Ms;
