import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { unixListeners } from './target/unix-sockets.ts';
import type { Spoken } from './wire/answers.ts';
import type { Address } from './wire/connection.ts';

/** The server that comes after: it takes the port as soon as it can, and answers as itself. */
export interface Successor extends AsyncDisposable {
  /** When it got the port, by `performance.now()`; undefined while it has not. */
  readonly boundAt: number | undefined;
  /** Resolves when it has got the port, or tries no more. */
  readonly whenBound: Promise<void>;
  /** It listens on a Unix socket, and the file by which clients find it has been removed or replaced. */
  isCutOff(): boolean;
}

/** From this moment after the signal on it tries, and so often again, in ms. */
const firstTry = 30;
const pause = 25;

const name = `successor-${randomUUID()}`;
const answer = `HTTP/1.1 200 OK\r\nServer: ${name}\r\nConnection: close\r\nContent-Length: 3\r\n\r\nNEW`;

export function isSuccessor({ header }: Spoken): boolean {
  return header('server') === name;
}

/** Begins to try for the port. Giving it back ends the trying, too. */
export function startSuccessor(address: Address): Successor {
  let [boundAt, over]: [number | undefined, boolean] = [undefined, false];
  let server: Server | undefined;
  let file: number | undefined;
  const guests = new Set<Socket>();
  let wake = () => {};
  const trying = tryOn();

  async function tryOn(): Promise<void> {
    for (let wait = firstTry; ; wait = pause) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, wait);
      });
      if (over) return;
      server = await listen(address, guests);
      if (server) {
        boundAt = performance.now();
        file = fileOf(address);
        return;
      }
    }
  }

  return {
    get boundAt() {
      return boundAt;
    },
    whenBound: trying,
    isCutOff: () => file !== undefined && fileOf(address) !== file,
    async [Symbol.asyncDispose]() {
      over = true;
      wake();
      await trying;
      for (const guest of guests) guest.destroy();
      await new Promise<void>((closed) => (server ? server.close(() => closed()) : closed()));
    },
  };
}

/** The file of a Unix socket, by its number; undefined: there is none. */
const fileOf = ({ socket }: Address): number | undefined =>
  socket === undefined ? undefined : statSync(socket, { throwIfNoEntry: false })?.ino;

/** A new server for each try, since a failed one keeps its listeners. */
function listen(
  { host, port, socket: path }: Address,
  guests: Set<Socket>,
): Promise<Server | undefined> {
  const server = createServer((socket) => {
    guests.add(socket);
    socket.once('close', () => guests.delete(socket));
    socket.on('error', () => {});
    socket.once('data', () => socket.end(answer));
  });
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    if (path === undefined) return server.listen({ host, port }, () => resolve(server));
    // The file outlives whoever listened there; and without it nobody is reached who still does.
    if (existsSync(path) && unixListeners(path).length > 0) return resolve(undefined);
    rmSync(path, { force: true });
    server.listen({ path }, () => resolve(server));
  });
}
