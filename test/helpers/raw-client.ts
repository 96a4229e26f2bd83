import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One TCP connection, byte by byte: what fetch forbids or tidies, and what it hides. */
export interface RawClient extends AsyncDisposable {
  socket: Socket;
  /** Everything that has come so far. */
  received: string;
  /** Writes the lines as they are, each ended by CR LF. */
  send(...lines: string[]): void;
  /** Resolves when `text` has come, at `from` or later; fails with what came instead when the connection ends first. */
  until(text: string, from?: number): Promise<void>;
  /** Resolves with all that was received, when the server has ended the connection. */
  end(): Promise<string>;
}

export async function rawClient(port: number): Promise<RawClient> {
  const socket = connect(port, '127.0.0.1');
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const client: RawClient = {
    socket,
    received: '',
    send: (...lines) => void socket.write(lines.map((line) => `${line}\r\n`).join(''), 'latin1'),
    async until(text, from) {
      while (!client.received.includes(text, from)) {
        if (socket.closed) throw new Error(`ended before “${text}”: “${client.received}”`);
        await Promise.race([once(socket, 'data').catch(() => {}), ended]);
      }
    },
    async end() {
      await ended;
      return client.received;
    },
    async [Symbol.asyncDispose]() {
      socket.destroy();
      await ended;
    },
  };
  socket.on('data', (bytes) => {
    client.received += bytes.toString('latin1');
  });
  await once(socket, 'connect');
  // A reset is an end like another: the tests look at what had come by then.
  socket.on('error', () => {});
  return client;
}

/** One answer, taken apart. */
export interface RawAnswer {
  status: number;
  /** The value of a header, undefined when there is none. */
  header(name: string): string | undefined;
  body: string;
  text: string;
}

/**
 * Sends one request on a connection of its own and reads to its end. In the lines, `:C` is our port
 * and EVIL a site elsewhere; `Connection: close` and the empty line are added.
 */
export async function ask(port: number, ...lines: string[]): Promise<RawAnswer> {
  await using client = await rawClient(port);
  const meant = lines.map((line) => line.replaceAll(':C', `:${port}`).replaceAll('EVIL', evil));
  client.send(...meant, 'Connection: close', '');
  const text = await client.end();
  const [head = '', ...body] = text.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1]),
    header: (name) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim(),
    body: body.join('\r\n\r\n'),
    text,
  };
}

const evil = 'evil.example';
