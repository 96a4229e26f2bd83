import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { parentPort } from 'node:worker_threads';

// A crowd in a thread of its own, with a loop and a clock of its own: once it has a port, one client
// after another connects to it, a millisecond or so apart, until one is refused. It knows nothing of
// the stop, and nothing of the stop waits for it. Told that the stop is through, each that is still
// connected asks: who is answered?

export type ToCrowd = { port: number } | 'the stop is through';
export type FromCrowd = 'connected' | Crowd;
export interface Crowd {
  /** How many were answered after the stop. */
  answered: number;
  /** How many tried to connect, in how many milliseconds. */
  knocked: number;
  ms: number;
}

/** Milliseconds from one client to the next, by a timer: so a little more. */
const apart = 1;

const say = (what: FromCrowd) => parentPort?.postMessage(what);
let through = Promise.withResolvers<void>();

parentPort?.on('message', async (told: ToCrowd) => {
  if (told === 'the stop is through') return through.resolve();
  through = Promise.withResolvers();
  say(await crowd(told.port, through.promise));
});

async function crowd(port: number, stopped: Promise<void>): Promise<Crowd> {
  const clients: Socket[] = [];
  const start = performance.now();
  let refused = false;
  while (!refused) {
    const client = connect(port, '127.0.0.1');
    clients.push(client);
    client.on('connect', () => say('connected'));
    client.on('error', (error: NodeJS.ErrnoException) => {
      refused ||= error.syscall === 'connect';
    });
    await new Promise((done) => setTimeout(done, apart));
  }
  const ms = performance.now() - start;
  await stopped;
  const answers = await Promise.all(clients.map(isAnswered));
  for (const client of clients) client.destroy();
  return { answered: answers.filter(Boolean).length, knocked: clients.length, ms };
}

async function isAnswered(client: Socket): Promise<boolean> {
  if (client.closed || client.errored) return false;
  const closed = new Promise<boolean>((done) => client.once('close', () => done(false)));
  const answered = once(client, 'data').then(() => true);
  client.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  return await Promise.race([answered, closed]).catch(() => false);
}
