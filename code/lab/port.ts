import { once } from 'node:events';
import { createServer } from 'node:net';
import { OperationalError } from '../base/errors.ts';
import { lock } from '../base/one-at-a-time.ts';
import { listSockets } from '../sockets/list-sockets.ts';

/** The port of the story. */
export const storyPort = 7888;

/** A port of ours for as long as the run lives. */
export interface HeldPort extends Disposable {
  port: number;
  /** Why it is not the port of the story, in one sentence. */
  note: string | undefined;
}

/** An explicit port that cannot be had: exit 2. */
export class PortUnavailable extends OperationalError {
  override name = 'PortUnavailable';
}

/**
 * Takes a port for a run. Without a wish: 7888, or the next free one above it.
 * Between stop and App 2 the port is free for anybody, so a run also holds a lock that other runs
 * respect; it is a UDP socket, which the kernel frees at any death of its owner.
 * @param wish an explicit port (0: any free one), which is then the only one tried
 * @throws PortUnavailable naming whoever has it
 */
export async function holdPort(wish?: number): Promise<HeldPort> {
  if (wish === 0) return { port: 0, note: undefined, [Symbol.dispose]() {} };
  if (wish !== undefined) {
    const held = await hold(wish);
    if (typeof held !== 'string') return { port: wish, note: undefined, ...held };
    throw new PortUnavailable(
      `port ${wish} ${held}`,
      'choose another: --port 8000; any free one: --port 0',
    );
  }
  let note: string | undefined;
  for (let port = storyPort; port < storyPort + 100; port++) {
    const held = await hold(port);
    if (typeof held !== 'string') {
      return { port, note: note && `${note}; this run uses ${port}`, ...held };
    }
    note ??= `port ${storyPort} ${held}`;
  }
  throw new PortUnavailable(
    `no port from ${storyPort} to ${storyPort + 99} is free`,
    'let the system choose: --port 0',
  );
}

/** The lock of a port, or the reason why it cannot be had. */
async function hold(port: number): Promise<Disposable | string> {
  const held = await lock(lockOf(port)).catch((error: Error) => error);
  if (held instanceof Error) return `cannot be locked: ${held.message}`;
  if (!held) return 'is held by another run of this course';
  const reason = await whyNotPort(port);
  if (reason === undefined) return held;
  held[Symbol.dispose]();
  return reason;
}

/**
 * Below 32768, where the kernel hands out no ports by itself, and far enough from the port that no
 * `grep 7888` finds it.
 */
function lockOf(port: number): number {
  return 1024 + ((port + 12_345) % 31_744);
}

/** Why a port cannot be listened on, in words; undefined when it can. Tries it once. */
export async function whyNotPort(port: number): Promise<string | undefined> {
  const probe = createServer();
  try {
    await once(probe.listen(port, '127.0.0.1'), 'listening');
    await new Promise((done) => probe.close(done));
    return undefined;
  } catch (error) {
    return await whyNot(error as NodeJS.ErrnoException, port);
  }
}

/** Says in words why a port cannot be listened on. */
export async function whyNot(
  { code, message }: NodeJS.ErrnoException,
  port: number,
): Promise<string> {
  if (code === 'EACCES') return 'is forbidden to you: choose one above 1023';
  if (code !== 'EADDRINUSE') return `cannot be used: ${message}`;
  return `is taken by ${await ownerOf(port)}`;
}

async function ownerOf(port: number): Promise<string> {
  const rows = await listSockets({ port, owners: true, listening: true }).catch(() => []);
  const owner = rows.find((row) => row.owner)?.owner;
  return owner ? `${owner.program} (pid ${owner.pid})` : 'another program';
}
