// Lesson 12: lessons/12-who-hangs-up-first.mdx#do-it
import { once } from 'node:events';
import type { Agent, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { NeverCame, until, within } from '../base/until.ts';
import type { Exercise, Miss } from '../course/exercises/exercise.ts';
import { startNginx } from '../lab/middlemen/nginx.ts';
import { freePort } from '../lab/middlemen/open-middleman.ts';

interface Practice {
  createApp(work: (order: string) => Promise<string>): Server;
  stop(app: Server): Promise<void>;
  createAgent(): Agent;
  send(url: string, order: string, agent: Agent): Promise<string>;
  nginx(): { upstream: string; location: string };
}

export const exercise: Exercise<Practice> = {
  task: 'Let the sender hang up first. No order is lost that comes in time, none runs twice, and a stop takes no longer than the order that is being worked on.',
  exports: ['createApp', 'stop', 'createAgent', 'send', 'nginx'],
  hints: [
    'Two sides, two idle times. Which of the two can be sure that nothing is on its way when it hangs up?',
    'The server’s patience: longer than any sender’s. The sender’s: an Agent keeps a silent connection for as long as its timeout says, and for ever without one. A second will do here.',
    'close() waits for the order in work, and then for its connection, for as long as somebody’s patience. Unless the answer itself says that it is the last: which header, and how does the handler know that its app stops?',
  ],
  onExit: 'process.exit() in a stop cuts the order that is being worked on.',
  check,
};

async function* check(practice: Practice): AsyncGenerator<string, Miss | undefined> {
  yield 'three orders, one after another, come on one connection';
  const reuse = await open(practice);
  for (const order of ['a', 'b', 'c']) await reuse.send(order);
  await reuse[Symbol.asyncDispose]();
  if (reuse.sockets.length > 1) {
    return {
      expected: 'one connection',
      seen: `${reuse.sockets.length} connections`,
      why: 'Where no connection is kept, none can fall due: there is no race, and no re-use. Each order pays for a connection of its own.',
    };
  }

  yield 'an order whose answer is lost runs once, and its sender is told';
  const once = await losesAnswers(practice, undefined);
  if (once) return once;
  const lines = practice.nginx();
  if (lines.upstream.trim() || lines.location.trim()) {
    yield 'the same through nginx, with your lines';
    const twice = await losesAnswers(practice, lines);
    if (twice) return twice;
  }

  yield 'an order that comes in time is answered, however long the server’s loop is held';
  const lost = await inOneLongTurn(practice);
  if (lost) return lost;

  yield 'on a silent connection it is the sender that hangs up';
  const silent = await whoHangsUp(practice);
  if (silent) return silent;

  yield 'a stop takes no longer than the order that is being worked on';
  return await stopsInTime(practice);
}

interface Opened extends AsyncDisposable {
  app: Server;
  /** Every connection that the app has accepted. */
  sockets: Socket[];
  /** Each order that ran, in order. */
  ran: string[];
  /** Sends an order, and lets its agent take the connection back. */
  send(order: string): Promise<string>;
}

/** Both sides, on a free port. `during`: what happens while an order is being worked on. */
async function open(
  { createApp, createAgent, send }: Practice,
  during: (order: string, opened: Opened) => unknown = () => {},
  lines?: ReturnType<Practice['nginx']>,
): Promise<Opened> {
  const app = createApp(async (order) => {
    opened.ran.push(order);
    await during(order, opened);
    return `done: ${order}`;
  });
  const sockets: Socket[] = [];
  app.on('connection', (socket) => void sockets.push(socket));
  await once(app.listen(0, '127.0.0.1'), 'listening');
  const { port } = app.address() as AddressInfo;
  const front = lines ? await freePort() : port;
  const proxy = lines ? await startNginx(front, [port], lines) : undefined;
  const agent = createAgent();
  const opened: Opened = {
    app,
    sockets,
    ran: [],
    async send(order) {
      const answer = await within(
        'an answer, or an error',
        send(`http://127.0.0.1:${front}/`, order, agent),
        5_000,
      );
      await new Promise(setImmediate);
      return answer;
    },
    async [Symbol.asyncDispose]() {
      agent.destroy();
      await proxy?.[Symbol.asyncDispose]();
      app.close();
      app.closeAllConnections();
    },
  };
  return opened;
}

/** An answer is lost: the order was worked off, and its connection ends. */
async function losesAnswers(
  practice: Practice,
  lines: ReturnType<Practice['nginx']> | undefined,
): Promise<Miss | undefined> {
  let losing = true;
  await using both = await open(
    practice,
    (order, { sockets }) => {
      if (order === 'lost' && losing) for (const socket of sockets) socket.destroy();
      if (order === 'lost') losing = false;
    },
    lines,
  );
  await both.send('first');
  const came = await both.send('lost').catch(told);
  const times = both.ran.filter((order) => order === 'lost').length;
  if (times > 1) {
    return {
      expected: 'one run',
      seen: `the order ran ${times} times`,
      why: lines
        ? 'non_idempotent lets nginx send a POST once more. It helps an order that was never read, and doubles one whose answer was lost: nginx cannot tell the two apart.'
        : 'Your sender sent it once more. That helps an order that was never read, and doubles one whose answer was lost: a sender cannot tell the two apart.',
    };
  }
  // nginx tells by a 502, which is an answer.
  if (lines || typeof came !== 'string') return undefined;
  return {
    expected: 'an error',
    seen: `“${came}”`,
    why: 'Nobody knows what became of this order.',
  };
}

/** The order lies in the server’s receive buffer while its connection falls due, in one turn of the loop. */
async function inOneLongTurn(practice: Practice): Promise<Miss | undefined> {
  await using both = await open(practice);
  await both.send('first');
  const { keepAliveTimeout, keepAliveTimeoutBuffer = 1_000 } = both.app;
  const patience = keepAliveTimeout === 0 ? Infinity : keepAliveTimeout + keepAliveTimeoutBuffer;
  const coming = both.send('in time').catch(told);
  // By then its bytes are with the kernel, and the loop has not polled.
  for (let tick = 0; tick < 20; tick++) await new Promise<void>((done) => process.nextTick(done));
  // Whoever waits for many seconds is not waited for here.
  Atomics.wait(
    new Int32Array(new SharedArrayBuffer(4)),
    0,
    0,
    patience < 5_000 ? patience + 200 : 200,
  );
  const came = await coming;
  if (came === 'done: in time') return undefined;
  const times = both.ran.filter((order) => order === 'in time').length;
  return {
    expected: '“done: in time”',
    seen: `${typeof came === 'string' ? `“${came}”` : 'no answer'}, and the order ran ${times} times`,
    why: 'It was there before its connection was due. After a long turn the loop serves deadlines first, so the server hung up on an order that it had not read.',
  };
}

/** Both sides keep silent. */
async function whoHangsUp(practice: Practice): Promise<Miss | undefined> {
  await using both = await open(practice);
  await both.send('first');
  const [socket] = both.sockets;
  if (!socket) return undefined;
  let first: 'the sender' | 'the server' | undefined;
  socket.once('end', () => {
    first ??= 'the sender';
  });
  socket.once('close', () => {
    first ??= 'the server';
  });
  const look = () => first;
  const who = await until('somebody to hang up', look, { ms: 2_500 }).catch(unlessNeverCame);
  if (who === 'the sender') return undefined;
  if (who === 'the server')
    return {
      expected: 'the sender hangs up',
      seen: 'the server did',
      why: 'The sender’s patience is the longer one.',
    };
  return {
    expected: 'the sender hangs up, after a second',
    seen: 'nobody did, in 2.5 s',
    why: 'The server’s Keep-Alive hint only shortens the timeout that an Agent has. One without a timeout keeps a connection until somebody else ends it.',
  };
}

async function stopsInTime(practice: Practice): Promise<Miss | undefined> {
  const gate = Promise.withResolvers<void>();
  await using both = await open(practice, (order) => order === 'in work' && gate.promise);
  await both.send('first');
  const coming = both.send('in work').catch(told);
  await until('the order to be in work', () => both.ran.includes('in work') || undefined);
  let byClient = false;
  for (const socket of both.sockets)
    socket.once('end', () => {
      byClient = true;
    });
  const stopped = practice.stop(both.app).then(() => true as const);
  gate.resolve();
  const came = await coming;
  if (came !== 'done: in work') {
    return {
      expected: '“done: in work”',
      seen: typeof came === 'string' ? `“${came}”` : 'no answer',
      why: 'The stop ended the connection of an order that was being worked on.',
    };
  }
  const over = await within('the stop', stopped, 5_000).catch(unlessNeverCame);
  if (over === true && !byClient) return undefined;
  return {
    expected: 'stop() comes to its end with the last answer',
    seen: over === true ? 'it came to its end when the sender hung up' : 'it did not, in 5 s',
    why: 'close() waits for the connection, too: a minute, where both sides have that patience. An answer with “Connection: close” is the last on its connection.',
  };
}

const told = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function unlessNeverCame(error: unknown): undefined {
  if (error instanceof NeverCame) return undefined;
  throw error;
}
