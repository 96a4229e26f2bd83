import { called } from '../../base/called.ts';
import { CannotExamine } from '../cannot-examine.ts';
import type { Spoken } from '../wire/answers.ts';
import { type Address, asksForCertificate, openConnection, speaksTls } from '../wire/connection.ts';
import { openSession } from '../wire/http2.ts';
import { get } from '../wire/request.ts';
import { saidBy } from './last-words.ts';
import { endedByItself } from './launch.ts';
import { listenersOf } from './listeners.ts';
import type { Target } from './target.ts';

/** The server answers; `answer` is null where it speaks HTTP/2 alone. */
export interface Ready {
  answer: Spoken | null;
  /** How long that answer took, in ms. */
  tookMs: number;
}

/** Between two tries, and how long an answer may take before the next try, in ms. */
const pause = 50;
const answerWithin = 2_000;

/**
 * Waits until a whole answer has come: an open port is not enough.
 * @throws CannotExamine when the server ends, listens elsewhere, or has not answered in `ms`
 */
export async function ready(
  target: Target,
  address: Address,
  { path, h2, ms, abort }: { path: string; h2: boolean; ms: number; abort: AbortSignal },
): Promise<Ready> {
  const deadline = performance.now() + ms;
  for (;;) {
    abort.throwIfAborted();
    if (target.gone) throw await endedByItself(target);
    const left = Math.max(pause, deadline - performance.now());
    const from = performance.now();
    const answer = await firstAnswer(address, path, Math.min(answerWithin, left));
    const tookMs = performance.now() - from;
    // A plain request to TLS is answered with 400, or ended.
    const isOdd = !answer || answer.status === 400;
    if (isOdd && !address.tls && (await speaksTls(address))) throw speaksTlsOnly(address);
    if (!answer && address.tls && (await asksForCertificate(address))) throw asksWho(address);
    if (answer && answer.status < 500) return { answer, tookMs };
    if (h2 && !answer && (await speaksHttp2(address))) return { answer: null, tookMs };
    if (performance.now() > deadline) throw await neverReady(target, address, path, ms, answer);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** One request on a connection of its own; undefined when no whole answer comes. */
export async function firstAnswer(
  address: Address,
  path: string,
  ms = answerWithin,
): Promise<Spoken | undefined> {
  const connection = await openConnection(address).catch(() => undefined);
  if (!connection) return undefined;
  connection.ask(get(address, path));
  const whole = () => connection.answers[0]?.wholeAt != null;
  await connection.until(() => whole() || !connection.isOpen, ms);
  connection.leave();
  return whole() ? connection.answers[0] : undefined;
}

async function speaksHttp2(address: Address): Promise<boolean> {
  const session = await openSession(address);
  session?.leave();
  return session !== null;
}

const speaksTlsOnly = ({ port }: Address): CannotExamine =>
  new CannotExamine(`the server speaks TLS on port ${port}`, 'examine it so: add --tls');

const asksWho = ({ port }: Address): CannotExamine =>
  new CannotExamine(
    `the server on port ${port} asks its clients for a certificate`,
    'let it ask for none while it is examined: the doctor has none to show',
  );

async function neverReady(
  target: Target,
  address: Address,
  path: string,
  ms: number,
  answer: Spoken | undefined,
): Promise<CannotExamine> {
  const { host, port, socket } = address;
  const seconds = `${ms / 1_000} s`;
  if (address.tls && (await firstAnswer({ ...address, tls: false }, path))) {
    return new CannotExamine(`the server on port ${port} speaks no TLS`, 'leave out --tls');
  }
  if (answer) {
    return new CannotExamine(
      `${path} still answers with status ${answer.status} after ${seconds}`,
      'give a path that works: --fast /health',
    );
  }
  if (socket !== undefined) {
    const told = 'the server is to listen on the path that --socket names';
    const words = [told, saidBy(target.lastWords)].filter(Boolean).join('\n  ');
    return new CannotExamine(`nothing answered on ${socket} within ${seconds}`, words);
  }
  const rows = await listenersOf(target);
  const here = rows.some(({ local }) => local.port === port);
  const elsewhere = rows.find(({ local }) => local.port !== port);
  if (here) {
    return new CannotExamine(
      `the server listens on port ${port}, but had not answered ${path} on ${host} after ${seconds}`,
      'give a path that answers at once: --fast /health; an HTTP/2 server: --h2; another address: --host ::1',
    );
  }
  if (elsewhere) {
    return new CannotExamine(
      `the server listens on port ${elsewhere.local.port}, not on ${port}, which stands in PORT`,
      `tell the doctor: --port ${elsewhere.local.port}; or let the server read PORT`,
    );
  }
  if (target.isAttached) {
    return new CannotExamine(
      `process ${target.pid} does not listen on port ${port}, and nothing else does`,
      `${called('sockets', String(port), '--owners')} names who listens; give the port that it listens on`,
    );
  }
  return new CannotExamine(
    `nothing listened on ${host}:${port} within ${seconds}`,
    [
      'the port stands in PORT; a server with a port of its own: --port 3000',
      saidBy(target.lastWords),
    ]
      .filter(Boolean)
      .join('\n  '),
  );
}
