// Lesson 10: lessons/10-half-fixed.mdx#do-it
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { NeverCame, until, within } from '../base/until.ts';
import type { Exercise, Miss } from '../course/exercises/exercise.ts';

interface Practice {
  create(greeting: string, work: () => Promise<void>): Server;
  stop(app: Server): void;
}

export const exercise: Exercise<Practice> = {
  task: 'Write an app whose stop hands its clients over: who is being answered gets that answer whole, and App 2 with the very next request.',
  exports: ['create', 'stop'],
  hints: [
    'Nobody ends a connection that is waiting for its answer. Who could tell its client not to ask on it again?',
    'The answer can say so, with a header: RFC 9112, section 9.6. When is that header decided, and when was the app told to stop?',
    'app.listening is false from the stop on. Set Connection: close where the answer is sent, after the work, and only then.',
  ],
  onExit: 'process.exit() ends all that runs in this process: the ten answers, too.',
  check,
};

const people = 10;

async function* check({ create, stop }: Practice): AsyncGenerator<string, Miss | undefined> {
  const gate = Promise.withResolvers<void>();
  let working = 0;
  let held = false;
  const app1 = create('App 1', async () => {
    working++;
    if (held) await gate.promise;
  });
  await once(app1.listen(0, '127.0.0.1'), 'listening');
  const { port } = app1.address() as AddressInfo;
  const agents = Array.from(
    { length: people },
    () => new Agent({ keepAlive: true, maxSockets: 1 }),
  );
  const all = () =>
    within('ten answers', Promise.all(agents.map((agent) => ask(port, agent))), 5000);

  yield 'before the stop, clients keep their connections';
  const before = await all();
  const closed = before.find(({ connection }) => connection !== 'keep-alive');
  if (closed) {
    const why =
      'Without kept connections there is nothing to hand over, and each request pays for a new one.';
    return { expected: 'answers with Connection: keep-alive', seen: described(closed), why };
  }

  yield 'the ten are at work, stop() is called, App 2 gets the port';
  [held, working] = [true, 0];
  const answers = all();
  answers.catch(() => {}); // it is awaited below
  await until('ten requests to be at work', () => working === people || undefined);
  stop(app1);
  const app2 = createServer((_request, response) => response.end('App 2\n'));
  const taken = await Promise.race([
    once(app2.listen(port, '127.0.0.1'), 'listening').then(() => true),
    once(app2, 'error').then(() => false),
  ]).catch(() => false);
  if (!taken) {
    const why =
      'Late answers that say close are one half of a stop. Somebody has to leave the port, too.';
    return { expected: 'nobody listens on it', seen: 'App 1 still listens', why };
  }

  yield 'each of the ten gets its answer whole';
  gate.resolve();
  const late = await answers;
  const cut = late.find(({ page }) => page !== 'App 1');
  if (cut) {
    const why =
      'closeAllConnections() ends them all, answered or not. They were in the middle of their work.';
    return { expected: '“App 1”', seen: described(cut), why };
  }

  yield 'each of the ten gets App 2 with the very next request';
  const next = await all();
  const again = next.find(({ page }) => page !== 'App 2');
  if (again) {
    const after = await all();
    const why = whyStill(app1, { late, next, after });
    return { expected: '“App 2”', seen: described(again), why: await why };
  }
  return undefined;

  async function whyStill(
    app: Server,
    { late, next, after }: Record<'late' | 'next' | 'after', Brought[]>,
  ): Promise<string> {
    if (next.some(({ code }) => code !== undefined))
      return 'Their connections ended while they asked. Whoever is told beforehand does not ask on them.';
    if (app.maxRequestsPerSocket === 1)
      return 'maxRequestsPerSocket is looked at when a request comes. The ten had come already: their answers said keep-alive, and one more was let in.';
    if (app.keepAliveTimeout === 0)
      return 'keepAliveTimeout = 0 is no limit at all: it keeps idle connections for ever.';
    if (app.keepAliveTimeout < 1000)
      return 'A short keepAliveTimeout ends who is idle for that long. Who asks at once is not idle, and was served once more.';
    if (after.every(({ page }) => page === 'App 2'))
      return 'The header was decided when the request came, before the stop: the late answer said keep-alive. The next one said close, one answer too late.';
    if (late.every(({ connection }) => connection === 'close'))
      return 'The late answers said close, and yet the connections went on.';
    const swept = await endsWithin(agents, 1500);
    if (swept)
      return 'A sweep ends who is idle when it looks. Who asks at once is never idle then: only slow clients are handed over.';
    return 'close() looks at its connections once. The ten were busy then, and their answers said keep-alive.';
  }
}

interface Brought {
  page?: string;
  /** What the answer said of its connection. */
  connection?: string | undefined;
  code?: string | undefined;
}

async function ask(port: number, agent: Agent): Promise<Brought> {
  const sent = request({ host: '127.0.0.1', port, agent }).end();
  try {
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const page = (await text(answer)).trim();
    await new Promise(setImmediate); // a turn, in which the agent takes the connection back, or drops it
    return { page, connection: answer.headers.connection };
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code };
  }
}

function described({ page, connection, code }: Brought): string {
  return code ?? `“${page}”, Connection: ${connection}`;
}

/** Do all idle connections of these end, without one more request? */
async function endsWithin(agents: readonly Agent[], ms: number): Promise<boolean> {
  const open = () => agents.some(({ freeSockets }) => Object.keys(freeSockets).length > 0);
  return await until('idle connections to end', () => !open() || undefined, { ms }).catch(
    (error) => {
      if (error instanceof NeverCame) return false;
      throw error;
    },
  );
}
