// A master that hands connections to a worker, and one way to reload on HUP or USR2: node reloads.ts well
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createListener, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const [, , way = 'well', says = 'versions', version] = process.argv;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

if (version === undefined) await master();
else worker(version);

async function master() {
  let generation = 1;
  const start = async (): Promise<ChildProcess> => {
    const child = fork(fileURLToPath(import.meta.url), [way, says, String(generation++)]);
    await once(child, 'message');
    return child;
  };
  let now = await start();
  const listener = createListener({ pauseOnConnect: true }, (socket) => {
    now.send('connection', socket);
  });
  const listen = () => listener.listen(Number(process.env.PORT), '127.0.0.1');
  const reload = async () => {
    const old = now;
    if (way === 'ignores') return;
    if (way === 'rereads') return void old.send('rereads');
    if (way === 'gap') {
      listener.close();
      await wait(300);
    }
    now = await start();
    if (way === 'gap') listen();
    if (way === 'cuts') old.kill('SIGKILL');
    else old.send(way);
  };
  if (way !== 'dies') for (const signal of ['SIGHUP', 'SIGUSR2']) process.on(signal, reload);
  listen();
}

function worker(name: string) {
  let [leaving, count] = [false, 0];
  // A server that does not listen itself keeps no list of its connections.
  const open = new Set<Socket>();
  const atWork = new Set<Socket>();
  const server = createServer((request, answer) => {
    atWork.add(request.socket);
    answer.on('close', () => atWork.delete(request.socket));
    if (leaving) answer.setHeader('Connection', 'close');
    if (request.url === '/slow')
      setTimeout(() => answer.end('slow'), Number(process.env.SLOW_MS ?? 1_500));
    else answer.end({ versions: name, counts: String(++count) }[says] ?? 'hello');
  });
  server.keepAliveTimeout = 60_000;
  process.on('message', async (message, socket) => {
    if (message === 'connection') take(socket as Socket);
    if (message === 'rereads') name = 'read once more';
    if (message !== 'well' && message !== 'gap') return;
    leaving = true; // whoever asks without a pause is told so, before idle connections end
    await wait(500);
    const leave = () => {
      for (const socket of open) if (!atWork.has(socket)) socket.end();
      if (open.size === 0) process.exit();
    };
    setInterval(leave, 50);
  });
  function take(socket: Socket) {
    open.add(socket.once('close', () => open.delete(socket)));
    server.emit('connection', socket);
  }
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}
