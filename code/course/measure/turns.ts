import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { OperationalError } from '../../base/errors.ts';
import { within } from '../../base/until.ts';
import { stampOf, type Turn } from './measurements.ts';

/** What the server does meanwhile; turns.process.ts has the code. */
export const works = [
  'nothing',
  'one loop of code',
  'await null, again and again',
  'process.nextTick, again and again',
  'setImmediate, every 5 ms',
  'a password hashed in the thread pool',
] as const;

const keepAliveTimeout = 1_000;
/** Milliseconds from the last answer: Node hangs up; the work begins, and how long it takes. */
const due = keepAliveTimeout + 1_000;
const begins = 1_300;
const takes = 1_400;
const probes = 20;
const rounds = 5;

const program = fileURLToPath(new URL('./turns.process.ts', import.meta.url));
const request = 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';

/**
 * Twenty kept connections, five times: their second requests come while the server works, before they are
 * due; the work goes on until after that. A round that a busy machine made late is made again.
 * @throws the signal's reason
 */
export async function measureTurn(
  work: (typeof works)[number],
  signal: AbortSignal,
): Promise<Turn> {
  const seen: boolean[] = [];
  for (let tries = 0; seen.length < probes * rounds; tries++) {
    if (tries === rounds * 4)
      throw new OperationalError('too often late', 'measure when it is quiet');
    signal.throwIfAborted();
    seen.push(...(await oneRound(work)));
  }
  return {
    work,
    ...stampOf('Node', process.versions.node),
    requests: seen.length,
    answered: seen.filter(Boolean).length,
  };
}

/** Was each answered? Nothing, where it was too late to tell. */
async function oneRound(work: string): Promise<boolean[]> {
  const child = fork(program, [work, String(takes), String(keepAliveTimeout)], { execArgv: [] });
  const exit = once(child, 'exit');
  const sockets: Socket[] = [];
  try {
    const [port] = await once(child, 'message');
    for (let n = 0; n < probes; n++) sockets.push(connect(port, '127.0.0.1').on('error', () => {}));
    await Promise.all(sockets.map((socket) => ask(socket)));
    const warm = performance.now();
    await pause(begins);
    const busy = connect(port, '127.0.0.1').on('error', () => {});
    sockets.push(busy);
    busy.write(request.replace('/', '/work'));
    await within('the work to begin', once(child, 'message'));
    const asked = sockets.slice(0, probes).map((socket) => ask(socket));
    await new Promise(setImmediate); // by then the kernel has them
    const late = performance.now() > warm + due;
    const answered = await within('them to be answered, or not', Promise.all(asked), 30_000);
    return late ? [] : answered;
  } finally {
    for (const socket of sockets) socket.destroy();
    child.kill('SIGKILL');
    await exit;
  }
}

/** Asks once more on this connection: was there an answer before its end? */
async function ask(socket: Socket): Promise<boolean> {
  const came = new Promise<boolean>((done) => {
    socket.once('data', () => done(true));
    socket.once('close', () => done(false));
  });
  socket.write(request);
  return await came;
}
