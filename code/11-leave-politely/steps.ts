// Lesson 11: lessons/11-leave-politely.mdx#what-each-step-saves
// Try it: npx tsx code/11-leave-politely/steps.ts
import { once } from 'node:events';
import { createServer, Server, ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { polite } from '../doctor/careful.ts';
import { startBalancer } from '../lab/middlemen/balancer.ts';

const steps = ['not ready', 'say close', 'wait', 'drain', 'own sweep', 'limit'] as const;
type Step = (typeof steps)[number];

class NeverSaysClose extends ServerResponse {
  override setHeader(name: string, value: string): this {
    return name === 'Connection' ? this : super.setHeader(name, value);
  }
}

const page = 'a page';
const longPage = 'x'.repeat(8_000_000); // more than the buffers on its way take

// No clock decides: time passes when this program says so.
let now = 0;
let timers: Array<{ due: number; act: () => void }> = [];
globalThis.setTimeout = ((act: () => void, ms: number) => {
  timers.push({ due: now + ms, act });
  return { unref() {} };
}) as unknown as typeof setTimeout;
function pass(ms: number): void {
  now += ms;
  const due = timers.filter((timer) => timer.due <= now);
  timers = timers.filter((timer) => timer.due > now);
  for (const { act } of due) act();
}

console.log('left out   lost by it');
for (const step of [undefined, ...steps]) {
  const lost = await leaveWithout(step);
  console.log(`${(step ?? 'nothing').padEnd(11)}${lost.join(', ') || 'nothing'}`);
}

/** Resolves when a socket is told to end, or is over: before its peer can know. */
function ends(socket: Socket): Promise<unknown> {
  const { destroySoon } = socket;
  const told = new Promise<void>((resolve) => {
    socket.destroySoon = () => {
      resolve();
      destroySoon.call(socket);
    };
  });
  return Promise.race([told, once(socket, 'close')]);
}

/** One of two servers leaves, in all steps but one. Who lost by it? */
async function leaveWithout(step?: Step): Promise<string[]> {
  const takes = (each: Step) => each !== step;
  let ready = true;
  const slow: ServerResponse[] = [];
  const { app, port, sockets } = await serve(takes('say close'), (path, response) => {
    if (path === '/ready') response.writeHead(ready ? 200 : 503).end();
    else if (path === '/slow') slow.push(response);
    else response.end(path === '/long' ? longPage : page);
  });
  if (!takes('own sweep')) keepNodesOwn(app);
  const leave = polite(app, {
    leaving: () => (ready = !takes('not ready')),
    serveOn: takes('wait') ? 2_000 : 0,
    limit: takes('limit') ? 8_000 : 2 ** 31 - 1,
  });

  const other = await serve(true, (_path, response) => response.end(page));
  await using balancer = await startBalancer({
    backends: [port, other.port],
    check: { every: Infinity },
  });
  const two = async () => {
    const gotten = [client(balancer.port).ask('GET /'), client(balancer.port).ask('GET /')];
    return (await Promise.all(gotten)).every(({ whole }) => whole);
  };

  // Clients that ask no balancer, as nginx: one keeps its connection, one waits, one reads slowly, one dawdles.
  const kept = client(port);
  await kept.ask('GET /');
  const [keptAtServer] = sockets;
  const slowAnswer = client(port).ask('POST /slow');
  const reader = client(port);
  const longAnswer = reader.ask('GET /long');
  reader.socket.pause();
  client(port).socket.write('GET / HT');
  await until(() => sockets.size === 4 && [...sockets].every(({ bytesRead }) => bytesRead > 0));

  // #region leave
  // Its next request is on its way as its connection ends, unless it has been told.
  let again: ReturnType<typeof kept.ask> | undefined;
  const post = ends(keptAtServer as Socket).then(async () => {
    const told = (await again)?.saysClose;
    return await (told ? client(other.port) : kept).ask('POST /');
  });
  const gone = leave();
  const early = await two();
  await balancer.check();
  await balancer.check();
  again = takes('wait') ? kept.ask('GET /') : undefined;
  await again;
  pass(2_000); // the wait is over
  await until(() => !app.listening);
  if (!takes('drain')) for (const socket of sockets) socket.destroy(); // as process.exit() does
  const late = await two();
  for (const response of slow) response.end(page);
  reader.socket.resume();
  const answers = {
    'a request before the checks': early,
    'a request after the checks': late,
    'a POST on a kept connection': (await post).whole,
    'a slow answer': (await slowAnswer).whole,
    'a long answer': (await longAnswer).whole,
  };
  pass(8_000); // the limit
  const held = [...sockets].filter((socket) => !socket.destroyed).length;
  // #endregion leave

  for (const socket of [...sockets, ...other.sockets]) socket.destroy();
  other.app.close();
  await gone;
  const lost = Object.entries(answers).flatMap(([what, whole]) => (whole ? [] : [what]));
  return held > 0 ? [...lost, 'its end: half a request holds it'] : lost;
}

async function serve(
  saysClose: boolean,
  handle: (path: string | undefined, response: ServerResponse) => void,
) {
  const options = saysClose ? {} : { ServerResponse: NeverSaysClose };
  const app = createServer(options, (request, response) => handle(request.url, response));
  const sockets = new Set<Socket>();
  app.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await once(app.listen(0, '127.0.0.1'), 'listening');
  return { app, port: (app.address() as AddressInfo).port, sockets };
}

/** Its closeIdleConnections() stays what it is, whoever sets another. */
function keepNodesOwn(app: Server): void {
  const { closeIdleConnections } = Server.prototype;
  Object.defineProperty(app, 'closeIdleConnections', { get: () => closeIdleConnections, set() {} });
}

/** A client with one connection: what it asks comes back whole, or not. */
function client(port: number) {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  let received = '';
  socket.on('data', (bytes) => {
    received += bytes;
  });
  return {
    socket,
    async ask(line: string): Promise<{ whole: boolean; saysClose: boolean }> {
      received = '';
      socket.write(`${line} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`);
      await until(() => isWhole(received) || socket.closed);
      return { whole: isWhole(received), saysClose: /^connection: close/im.test(received) };
    },
  };
}

/** A 200 with its Content-Length, or with its last chunk, as the balancer sends it. */
function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n') + 4;
  const length = /^content-length: (\d+)/im.exec(answer.slice(0, head))?.[1];
  if (!answer.startsWith('HTTP/1.1 200')) return false;
  return length ? answer.length - head === Number(length) : answer.endsWith('\r\n0\r\n\r\n');
}

async function until(look: () => boolean): Promise<void> {
  while (!look()) await new Promise(setImmediate);
}
