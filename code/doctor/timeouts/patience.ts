import type { Paths, SomePaths } from '../options.ts';
import { answered, isWhole } from '../probes/steps.ts';
import { atOnce } from '../verdicts/words.ts';
import type { Address, Observed } from '../wire/connection.ts';
import { openConnection } from '../wire/connection.ts';
import { get, post } from '../wire/request.ts';
import type { PerConnection, Wait } from './timeouts.ts';

export interface Patience {
  address: Address;
  paths: SomePaths & Pick<Paths, 'fast'>;
  /** How long to wait at most, in ms. */
  capMs: number;
  /** Leaves at once. */
  abort: AbortSignal;
}

/** One whole answer, then nothing. */
export function idle({ paths, ...plan }: Patience): Promise<Wait> {
  return wait('idle', plan, async (connection) => {
    connection.ask(get(plan.address, paths.fast));
    await answered(connection, 1, plan.capMs);
    const [answer] = connection.answers;
    const promised = /timeout\s*=\s*(\d+)/i.exec(answer?.header('keep-alive') ?? '');
    const saidMs = promised ? Number(promised[1]) * 1_000 : null;
    return { saidMs, answersBefore: 1, saidClose: answer?.close ?? false };
  });
}

/** Connected, and not a byte. Some systems tell a server of such a connection only at its first byte. */
export function silent(plan: Patience): Promise<Wait> {
  return wait('silent', plan, async () => ({}));
}

/** The first half of a request's head. */
export function halfHead({ paths, ...plan }: Patience): Promise<Wait> {
  return wait('half a head', plan, async (connection) => {
    connection.begin(`GET ${paths.fast} HTTP/1.1\r\nHo`);
    return {};
  });
}

/** A whole head that announces a body, and half of it. */
export function halfBody({ paths, ...plan }: Patience, upload: string): Promise<Wait> {
  return wait('half a body', plan, async (connection) => {
    connection.begin(post(plan.address, upload, 'Content-Length: 1000\r\n') + 'x'.repeat(500));
    return {};
  });
}

interface Begun {
  saidMs?: number | null;
  /** Answers that came before the silence, and are none to what was cut short. */
  answersBefore?: number;
  saidClose?: boolean;
}

async function wait(
  what: Wait['what'],
  { address, capMs, abort }: Omit<Patience, 'paths'>,
  begin: (connection: Observed) => Promise<Begun>,
): Promise<Wait> {
  using connection = await leftAtAbort(address, abort);
  const { saidMs = null, answersBefore = 0, saidClose = false } = await begin(connection);
  const quietSince = performance.now();
  await connection.until(() => !connection.isOpen, capMs);
  abort.throwIfAborted();
  const { ended } = connection;
  const late = connection.answers[answersBefore];
  return {
    ...{ what, saidMs },
    end: ended?.how ?? 'open',
    doneMs: ended ? ended.at - quietSince : null,
    status: late?.status ?? null,
    saidClose,
  };
}

/** More than nginx allows by default (1,000), and Apache (100). */
const mostRequests = 1_100;

/** One request after another on one connection, for as long as the server lets us. */
export async function requestsPerConnection({
  address,
  paths,
  capMs,
  abort,
}: Patience): Promise<PerConnection> {
  using connection = await leftAtAbort(address, abort);
  const until = performance.now() + capMs;
  let whole = 0;
  const saysClose = () => connection.answers[whole - 1]?.close ?? false;
  while (whole < mostRequests && connection.isOpen && !saysClose() && performance.now() < until) {
    connection.ask(get(address, paths.fast));
    await answered(connection, whole + 1, until - performance.now());
    if (!isWhole(connection, whole + 1)) break;
    whole++;
  }
  if (saysClose()) await connection.until(() => !connection.isOpen, atOnce);
  abort.throwIfAborted();
  return { answered: whole, ended: !connection.isOpen, lastSaidClose: saysClose() };
}

async function leftAtAbort(address: Address, abort: AbortSignal): Promise<Observed & Disposable> {
  const connection = await openConnection(address);
  const leave = () => connection.leave();
  abort.addEventListener('abort', leave, { once: true });
  if (abort.aborted) leave();
  return Object.assign(connection, {
    [Symbol.dispose]() {
      abort.removeEventListener('abort', leave);
      leave();
    },
  });
}
