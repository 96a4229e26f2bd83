import { setTimeout as delay } from 'node:timers/promises';
import { unlessAborted } from '../../base/unless-aborted.ts';
import { CannotExamine } from '../cannot-examine.ts';
import type { ExamineOptions } from '../options.ts';
import { addressOf, startTarget } from '../run/once.ts';
import { settle } from '../settings.ts';
import { endedByItself } from '../target/launch.ts';
import { listeningChain, stillListens } from '../target/listeners.ts';
import { ready } from '../target/ready.ts';
import type { Target } from '../target/target.ts';
import { atOnce } from '../verdicts/words.ts';
import { longEnoughFor, meet } from './behind.ts';
import { judgePerConnection, judgeWait } from './consequences.ts';
import { judgeBehind } from './judge-behind.ts';
import {
  halfBody,
  halfHead,
  idle,
  type Patience,
  requestsPerConnection,
  silent,
} from './patience.ts';
import type { Sender } from './senders.ts';
import type { Timeouts } from './timeouts.ts';

export interface TimeoutOptions extends Omit<ExamineOptions, 'onProgress'> {
  /** How long to wait for each end, in ms (default 100,000: Node needs up to 90 s for half a head). */
  capMs?: number | undefined;
  /** Who sends to it: who of the two hangs up first? */
  behind?: Sender | undefined;
  /** Wait with an idle connection alone: who hangs up first needs no more (default false). */
  idleAlone?: boolean | undefined;
  /** Called when the server has answered, with the time that the rest may take, in ms. */
  onWaiting?: ((capMs: number) => void) | undefined;
}

const defaultCapMs = 100_000;

/**
 * How long a server waits for its clients, while nobody stops it: idle, silent, half a head, half a
 * body, all at once; and how many requests it answers on one connection.
 * @throws CannotExamine with the remedy; the reason of `abort`
 */
export async function measureTimeouts(options: TimeoutOptions): Promise<Timeouts> {
  const { behind: sender, idleAlone = false } = options;
  const longEnough = Math.max(defaultCapMs, sender ? longEnoughFor(sender) : 0);
  const settings = settle({ ...options, capMs: options.capMs ?? longEnough });
  const { abort, capMs, paths, readyMs, host } = settings;
  abort.throwIfAborted();
  const address = await addressOf(settings);
  await using target = await startTarget(settings, address);
  const { answer } = await ready(target, address, {
    path: paths.fast,
    h2: false,
    ms: readyMs,
    abort,
  });
  if (!answer)
    throw new CannotExamine('the server speaks HTTP/2 alone', 'give it an HTTP/1.1 port');
  await listeningChain(target, address);
  options.onWaiting?.(capMs);

  const leaving = new AbortController();
  const signal = AbortSignal.any([abort, leaving.signal]);
  const patience: Patience = { address, paths, capMs, abort: signal };
  const unfinished = () => [
    silent(patience),
    halfHead(patience),
    ...(paths.upload === undefined ? [] : [halfBody(patience, paths.upload)]),
  ];
  const waiting = Promise.all([
    requestsPerConnection(patience),
    idle(patience),
    ...(idleAlone ? [] : unfinished()),
  ]);
  try {
    const [perConnection, ...waits] = await unlessAborted(abort, waiting).catch(whyNot);
    if (!(await stillListens(target, address))) throw await stopped(target, address.port);
    const [quiet] = waits;
    const behind = sender && quiet ? meet(sender, quiet, capMs) : null;
    return {
      doctor: 1,
      date: new Date().toISOString(),
      settings: { capMs, node: process.versions.node },
      target: {
        command: settings.command && [...settings.command],
        ...{ pid: target.pid, host, port: address.port },
        ...(address.socket === undefined ? {} : { socket: address.socket }),
        serverHeader: answer.header('server') ?? null,
        keepAliveHeader: answer.header('keep-alive') ?? null,
      },
      ...{ waits, perConnection, behind },
      findings: [
        ...waits.flatMap((each) => judgeWait(each, capMs, sender && [])),
        judgePerConnection(perConnection),
        ...(sender && quiet && behind ? judgeBehind(sender, behind, quiet, capMs) : []),
      ],
    };
  } finally {
    leaving.abort();
    await Promise.allSettled([waiting]);
  }

  /** A connection that is refused was refused by a server that has gone. */
  async function whyNot(error: NodeJS.ErrnoException): Promise<never> {
    if (error.code?.startsWith('ECONN')) throw await stopped(target, address.port);
    throw error;
  }
}

/** What has ended with the server says nothing of its patience. */
async function stopped(target: Target, port: number): Promise<CannotExamine> {
  // Its sockets are gone before the kernel tells us that it is.
  await Promise.race([target.whenGone, delay(atOnce, undefined, { ref: false })]);
  if (target.gone) return await endedByItself(target);
  return new CannotExamine(
    `the server stopped listening on port ${port} by itself`,
    'a server that closes its listening socket by itself cannot be examined',
  );
}
