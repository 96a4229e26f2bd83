// Lesson 8: lessons/08-close-the-connections.mdx#do-it
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { start } from '../01-the-swap/fixed.ts';
import { NeverCame, until, within } from '../base/until.ts';
import { type Connection, openRawConnection } from '../course/exercises/connection.ts';
import type { Exercise, Miss } from '../course/exercises/exercise.ts';

interface Practice {
  stop(app: Server, log: (line: string) => Promise<void>): Promise<void>;
}

export const exercise: Exercise<Practice> = {
  task: 'Write a stop() that ends with App 1: no client, old or new, is answered by it any more.',
  exports: ['stop'],
  hints: [
    'Stop is two things: let nobody in, and end the connections that are there. Which of the two is missing?',
    'closeAllConnections() ends every connection, idle or not. During an await clients come, and whoever still listens lets them in. Where does the log line stand?',
    'close() first, then closeAllConnections(). Once nobody listens, the log line may stand anywhere.',
  ],
  onExit:
    'process.exit() ends all that runs in this process: App 2, if it runs there, and the log line that was still to be written.',
  check,
};

async function* check({ stop }: Practice): AsyncGenerator<string, Miss | undefined> {
  const app1 = await start('Hello, world!', 0);
  const { port } = app1.address() as AddressInfo;
  const clients = await threeClients(app1);

  // As soon as the stop begins to close, a client comes. A log line takes as long as its answer: so a
  // stop that can let it in does.
  let newcomer: Promise<string | undefined> | undefined;
  onFirstClose(app1, () => {
    newcomer = openRawConnection(port).ask();
  });
  let lines = 0;
  const log = async () => {
    lines++;
    await newcomer;
  };

  yield 'stop() comes to its end';
  const stopped = within('stop() to come to its end', stop(app1, log), 2000);
  const late = await stopped.catch(unlessNeverCame);
  if (late) {
    const why =
      'close() calls back when the last connection has ended. Whoever waits for that before ending them waits as long as the clients please.';
    return { expected: 'at once', seen: late.message, why: app1.listening ? undefined : why };
  }

  yield 'App 2 gets the port';
  if (app1.listening) {
    const why = 'Nothing closed its listening socket.';
    return { expected: 'nobody listens on it', seen: 'App 1 still listens', why };
  }
  await start('Hello, world2!', port);

  yield 'a client that comes in the middle of the stop is not let in';
  const page = await newcomer;
  if (page !== undefined) {
    const why =
      'It came during an await, while App 1 still listened, so it was let in; and the call that ends all connections was over.';
    return { expected: noAnswer, seen: `“${page}”`, why };
  }

  yield 'after the stop, nobody who was connected gets an answer from App 1';
  const served = await askAll(clients);
  if (served) {
    const seen = `${served.who} got “${served.page}”`;
    return { expected: noAnswer, seen, why: await whyStill(served, clients) };
  }

  yield 'the log line is written, once';
  if (lines !== 1) {
    const why = 'The log line is to stay. The question is where.';
    return { expected: 'one line', seen: `${lines} lines`, why };
  }

  yield 'a new client gets App 2';
  const fresh = await openRawConnection(port).ask();
  if (fresh !== 'Hello, world2!') return { expected: '“Hello, world2!”', seen: `“${fresh}”` };
  return undefined;
}

const noAnswer = 'no answer from App 1';

interface Client extends Connection {
  who: 'who asked before' | 'who has not asked yet' | 'who is in the middle of a request';
}

/** One of each kind, connected to the app. */
async function threeClients(app: Server): Promise<Client[]> {
  const { port } = app.address() as AddressInfo;
  const kept = openRawConnection(port);
  await kept.ask();
  const silent = openRawConnection(port);
  await once(app, 'connection');
  const busy = openRawConnection(port);
  busy.begin();
  const [accepted] = (await once(app, 'connection')) as [Socket];
  await until('half a request to arrive', () => accepted.bytesRead > 0 || undefined);
  return [
    { who: 'who asked before', ...kept },
    { who: 'who has not asked yet', ...silent },
    { who: 'who is in the middle of a request', ...busy },
  ];
}

interface Served {
  who: Client['who'];
  page: string;
}

/** All ask at once. Who was answered, and with what: the first of them, if any. */
async function askAll(clients: Client[]): Promise<Served | undefined> {
  const pages = await Promise.all(clients.map(({ ask }) => ask()));
  return clients
    .map(({ who }, index) => ({ who, page: pages[index] }))
    .find((each): each is Served => each.page !== undefined);
}

/** Calls `act` when the app is first told to close something. */
function onFirstClose(app: Server, act: () => void): void {
  let began = false;
  for (const name of ['close', 'closeAllConnections'] as const) {
    const method = app[name];
    app[name] = (...args: unknown[]) => {
      if (!began) act();
      began = true;
      return Reflect.apply(method, app, args);
    };
  }
}

/** Somebody was answered after the stop: which mistake was it? */
async function whyStill({ who }: Served, clients: Client[]): Promise<string> {
  const ending = Promise.all(clients.map(({ ended }) => ended));
  const live = await within('the connections to end', ending, 1000).then(
    () => undefined,
    unlessNeverCame,
  );
  if (!live) {
    return 'The connections did end, but after stop() had come to its end. Whoever asked in between was answered by App 1.';
  }
  if (who === 'who is in the middle of a request') {
    return 'close() ends idle connections, since Node 19. A connection with a request on it is not idle.';
  }
  return 'Nobody ended the connections: close() lets nobody in, and leaves those that are there.';
}

function unlessNeverCame(error: unknown): NeverCame {
  if (error instanceof NeverCame) return error;
  throw error;
}
