// Lesson 13: lessons/13-the-process-that-will-not-exit.mdx#do-it
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { until } from '../base/until.ts';
import type { Exercise, Miss } from '../course/exercises/exercise.ts';
import type { FromServer, Stopped } from './exercise.server.ts';

export const exercise: Exercise = {
  task: 'Write a stop() after which the process ends within 2.5 s, with status 0, whoever is connected; an answer that takes up to a second arrives whole.',
  exports: ['stop'],
  hints: [
    'Two clients: one waits for its answer, one has sent half a head. close() spares both, and only one of them will ever be done.',
    'close() switched off the clock that would have ended the half head. So the limit has to be yours: longer than an answer, shorter than 2.5 s. What ends who is left then?',
    'setTimeout(() => app.closeAllConnections(), 2_000), after close(). And when nobody is left to be ended, the timer is not to hold the process: unref().',
  ],
  check,
};

const server = fileURLToPath(new URL('./exercise.server.ts', import.meta.url));
/** The 2.5 s of the task, and a second for a machine that is busy. */
const patience = 3_500;

async function* check(
  _: Record<string, unknown>,
  file: string,
): AsyncGenerator<string, Miss | undefined> {
  yield 'one client waits for its answer, one has sent half a head, and stop() is called';
  await using app = await start(file);
  const half = connect(app.port, '127.0.0.1').on('error', () => {});
  half.write('GET / HT');
  const answer = ask(app.port);
  await until('both to be read', () => app.reading === 2 || undefined);
  const began = performance.now();
  app.stop();
  await Promise.race([app.exited, app.stopped]);
  if (app.state?.listening) {
    const why = 'Nothing closed its listening socket: whoever comes now is let in.';
    return { expected: 'nobody listens any more', seen: 'the app still listens', why };
  }

  yield 'who waits gets its answer whole';
  const got = await answer;
  if (got !== 'whole') return { expected: '“whole”', seen: got, why: whyCut(app.state) };

  yield 'the process ends within 2.5 s';
  const left = patience - (performance.now() - began);
  const late = new Promise<'late'>((done) => setTimeout(done, left, 'late'));
  const end = await Promise.race([app.exited, late]);
  half.destroy();
  if (end === 'late') {
    const seen = `it is there after ${patience / 1000} s, held by the half head`;
    return { seen, why: whyHeld(app.latest) };
  }

  yield 'with status 0';
  if (end[0] !== 0) {
    const why =
      'Any other status says that the stop failed: a platform reports it, or starts the process again.';
    return { expected: 'status 0', seen: end[1] ?? `status ${end[0]}`, why };
  }

  yield 'and at once, where nobody is connected';
  await using alone = await start(file);
  alone.stop();
  await Promise.race([alone.exited, alone.closed]);
  if (alone.holders.includes('Timeout')) {
    const why =
      'A timer holds the process that set it, until it is over. unref() says: not for my sake.';
    return { expected: 'nothing that holds it', seen: 'a timer', why };
  }
  return undefined;
}

/** What a client got, or how it failed. */
async function ask(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  let text = '';
  socket.on('data', (part) => {
    text += part;
  });
  let code = 'its connection ended without an answer';
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code ?? error.message;
  });
  await new Promise((closed) => socket.once('close', closed));
  return text.split('\r\n\r\n')[1] ?? code;
}

function whyCut(state: Stopped | undefined): string {
  if (!state) return 'process.exit() ends the process with all that it holds, answers too.';
  if (state.closedAll > 0)
    return 'closeAllConnections() asks nobody. Whoever waited for an answer is cut with the rest.';
  return 'The limit was over before the answer was. It has to be longer than your slowest answer.';
}

function whyHeld(state: Stopped | undefined): string {
  if (state?.headersTimeout !== undefined && state.headersTimeout < 60_000)
    return 'headersTimeout is a number, and nobody compares it any more: close() switched off the timer that did.';
  if (state && state.timeout > 0)
    return 'server.timeout is handed to a connection when it comes. These had come before.';
  if (state && state.closedIdle > 1)
    return 'However often it sweeps: a head that has begun makes a connection busy, and it never becomes idle.';
  if (state?.closedIdle === 1)
    return 'A head that has begun makes a connection busy: closeIdleConnections() spares it, as close() did.';
  if (state?.calledBack)
    return 'The callback of close() comes when the last connection has ended. It cannot be what ends it.';
  return 'close() waits for the last connection. Nothing bounds how long that is.';
}

/** The server in its process, and what it has told so far. */
async function start(file: string) {
  const child = fork(server, [file], {
    execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
  });
  const told = {
    port: 0,
    reading: 0,
    holders: [] as string[],
    /** In the turn after stop(), and as it was told last. */
    state: undefined as Stopped | undefined,
    latest: undefined as Stopped | undefined,
  };
  const listens = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  child.on('message', (message: FromServer) => {
    if ('port' in message) listens.resolve();
    if ('stopped' in message) {
      told.state ??= message.stopped;
      told.latest = message.stopped;
      stopped.resolve();
    }
    if ('holders' in message) closed.resolve();
    Object.assign(told, message);
  });
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  await Promise.race([listens.promise, exited]);
  return Object.assign(told, {
    exited,
    stopped: stopped.promise,
    closed: closed.promise,
    stop: () => void child.send('stop'),
    [Symbol.asyncDispose]: async () => await end(child, exited),
  });
}

async function end(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await exited;
}
