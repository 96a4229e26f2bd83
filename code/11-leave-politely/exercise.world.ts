// Lesson 11: lessons/11-leave-politely.mdx#do-it
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { until, within } from '../base/until.ts';
import { send } from '../lab/clients/request.ts';
import { startBalancer } from '../lab/middlemen/balancer.ts';
import { startNginx } from '../lab/middlemen/nginx.ts';
import { freePort } from '../lab/middlemen/open-middleman.ts';

/** Two servers and somebody in front, of which one is about to leave. */
export interface World extends AsyncDisposable {
  app: App;
  /** Asks through the one in front, on a connection of its own, once. */
  ask(path: string, method?: 'GET' | 'POST'): Promise<{ page: string } | { failed: string }>;
  slowOnesAreIn(): Promise<void>;
  answerSlowOnes(): void;
  /** Two checks go by, where somebody checks. */
  checksFail(): Promise<void>;
  openKept(): Promise<Kept>;
}

export async function openWorld(name: 'balancer' | 'nginx'): Promise<World> {
  await using opening = new AsyncDisposableStack();
  const [app, other] = [opening.use(await openApp()), opening.use(await openApp())];
  const backends = [app.port, other.port];
  let front = 0;
  let check = async () => {};
  if (name === 'nginx') {
    front = await freePort();
    opening.use(await startNginx(front, backends));
  } else {
    const balancer = opening.use(await startBalancer({ backends, check: { every: Infinity } }));
    ({ port: front, check } = balancer);
  }
  const half = connect(app.port, '127.0.0.1').on('error', () => {});
  opening.defer(() => void half.destroy());
  half.write('GET / HT');
  await until('half a request to arrive', () => app.hasHalf() || undefined);

  const owned = opening.move();
  return {
    app,
    async ask(path, method = 'GET') {
      const url = `http://127.0.0.1:${front}${path}`;
      const brought = await within('an answer', send(url, { method, agent: false }), 5000);
      if ('code' in brought) return { failed: brought.code };
      return brought.status === 200 ? { page: brought.page } : { failed: String(brought.status) };
    },
    async slowOnesAreIn() {
      const each = () => app.slow.length === 1 && other.slow.length === 1;
      await until('a slow request to arrive at each server', () => each() || undefined);
    },
    answerSlowOnes() {
      for (const { slow, answer } of [app, other]) for (const response of slow) answer(response);
    },
    async checksFail() {
      await check();
      await check();
    },
    openKept: async () => await openKept(app.port),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

type App = Awaited<ReturnType<typeof openApp>>;

async function openApp() {
  /** By connection: answers that are under way. */
  const connections = new Map<Socket, Set<ServerResponse>>();
  const slow: ServerResponse[] = [];
  let swept: (() => void) | undefined;
  const server = createServer((request, response) => {
    const { socket } = request.resume();
    connections.get(socket)?.add(response);
    response.once('close', () => {
      connections.get(socket)?.delete(response);
      if (swept) sweepOne(socket);
    });
    if (request.url === '/ready') response.writeHead(app.ready ? 200 : 503).end();
    else if (request.url === '/slow') slow.push(response);
    else answer(response);
  });
  server.on('connection', (socket: Socket) => {
    connections.set(socket, new Set());
    socket.once('close', () => {
      connections.delete(socket);
      if (connections.size === 0) swept?.();
    });
  });
  server.closeIdleConnections = () => {}; // the sweep is a step of its own
  server.keepAliveTimeout = 0; // and no clock does it

  const asked = new WeakSet<Socket>();
  server.on('request', ({ socket }) => asked.add(socket));
  const isHalf = (socket: Socket) => socket.bytesRead > 0 && !asked.has(socket);
  const sweepOne = (socket: Socket) => {
    if (connections.get(socket)?.size === 0 && !isHalf(socket)) socket.destroySoon();
  };
  const answer = (response: ServerResponse) => {
    if (app.saysClose) response.setHeader('Connection', 'close');
    response.end('a page\n');
  };
  const cut = () => {
    for (const socket of connections.keys()) socket.destroy();
  };
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const app = {
    port: (server.address() as AddressInfo).port,
    slow,
    ready: true,
    saysClose: false,
    answer,
    listens: () => server.listening,
    hasHalf: () => [...connections.keys()].some(isHalf),
    stopListening: () => void server.close(),
    /** Resolves when the last connection has ended. */
    async sweep() {
      const ended = new Promise<void>((resolve) => {
        swept = resolve;
      });
      for (const socket of connections.keys()) sweepOne(socket);
      if (connections.size > 0) await ended;
    },
    cut,
    /** As when the process ends. */
    end() {
      server.close();
      cut();
    },
    async [Symbol.asyncDispose]() {
      app.end();
    },
  };
  return app;
}

/** A client that keeps its connection and asks nobody whether the app is ready: as nginx. */
interface Kept {
  /** Asks once more, as long as it may. */
  askAgain(): Promise<void>;
  /** Sends a POST at once, unless it was told that the connection ends. Was it answered? */
  post(): Promise<boolean>;
}

async function openKept(port: number): Promise<Kept> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  let received = '';
  let told = false;
  socket.setEncoding('latin1').on('data', (text) => {
    received += text;
    told ||= /^connection: close/im.test(received);
  });
  async function ask(line: string): Promise<boolean> {
    received = '';
    socket.write(`${line} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n`);
    const look = () => received.endsWith('a page\n') || (socket.closed ? false : undefined);
    return await until('an answer, or an end', look);
  }
  await ask('GET /');
  return {
    async askAgain() {
      if (!told && !socket.closed) await ask('GET /');
    },
    post: async () => told || (await ask('POST /')),
  };
}
