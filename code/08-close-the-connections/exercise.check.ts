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
    'Stop is two things: let no one in, and see off those who are there. Which of the two is missing?',
    'closeAllConnections() ends every connection, idle or not. At an await the event loop turns, and clients are heard. Where does the log line stand?',
    'close() and closeAllConnections() in one turn, with nothing between them; the order does not matter. The log line before both, or after both.',
  ],
  onExit:
    'process.exit() ends all that runs in this process: App 2, if it runs there, and the log line that was still to be written.',
  check,
};

async function* check({ stop }: Practice): AsyncGenerator<string, Miss | undefined> {
  const app1 = await start('Hello, world!', 0);
  const { port } = app1.address() as AddressInfo;
  const clients = { during: await threeClients(app1), after: await threeClients(app1) };

  // As soon as the stop begins to close, clients ask. What they get is known before the log line is.
  let asked: Promise<Served | undefined> | undefined;
  let newcomer: Promise<string | undefined> | undefined;
  onFirstClose(app1, () => {
    asked = askAll(clients.during);
    newcomer = openRawConnection(port).ask();
  });
  let lines = 0;
  const log = async () => {
    lines++;
    await Promise.all([asked, newcomer]);
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
      'At an await the loop turns, and the door was still open. Whoever came then was let in, and the call that ends all connections was over.';
    return { expected: noAnswer, seen: `«${page}»`, why };
  }

  yield 'after the stop, nobody who was connected gets an answer from App 1';
  const served = await askAll(clients.after);
  if (served) {
    return { expected: noAnswer, seen: told(served), why: await whyStill(served, clients.after) };
  }

  yield 'nor in the middle of it';
  const meanwhile = await asked;
  if (meanwhile) {
    const why =
      'There is an await between close() and closeAllConnections(). As long as it takes, App 1 answers, though it listens no more: the fault of this course.';
    return { expected: noAnswer, seen: `${told(meanwhile)}, while nobody listened`, why };
  }

  yield 'the log line is written, once';
  if (lines !== 1) {
    const why = 'The log line is to stay. The question is where.';
    return { expected: 'one line', seen: `${lines} lines`, why };
  }

  yield 'a new client gets App 2';
  const fresh = await openRawConnection(port).ask();
  if (fresh !== 'Hello, world2!') return { expected: '«Hello, world2!»', seen: `«${fresh}»` };
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

function told({ who, page }: Served): string {
  return `${who} got «${page}»`;
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
  return 'Nobody ended the connections: close() lets no one in, and leaves those who are there.';
}

function unlessNeverCame(error: unknown): NeverCame {
  if (error instanceof NeverCame) return error;
  throw error;
}
