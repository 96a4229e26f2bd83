import type { Met } from '../examination.ts';
import type { Observed } from '../wire/connection.ts';
import { get } from '../wire/request.ts';
import { type AfterSignal, type Held, NotHeld, patience, type Stage } from './probe.ts';

/** A connection that has had one whole answer, and is idle. */
export async function warmed(stage: Stage): Promise<Observed> {
  const connection = await stage.connect();
  connection.ask(get(stage, stage.paths.fast));
  await answered(connection, 1, patience);
  if (!isWhole(connection, 1)) throw new NotHeld('its first request had no answer');
  if (connection.answers[0]?.close || !connection.isOpen) {
    throw new NotHeld('the server closes each connection after one answer', { moot: true });
  }
  return connection;
}

/** Waits for the nth answer to be whole, or for the connection to end. */
export async function answered(connection: Observed, nth: number, ms: number): Promise<void> {
  await connection.until(() => isWhole(connection, nth) || !connection.isOpen, ms);
}

export function isWhole({ answers }: Observed, nth: number): boolean {
  return typeof answers[nth - 1]?.wholeAt === 'number';
}

/**
 * Waits for a moment, and no longer than the connection is open: nothing is sent on one that has ended.
 * @returns whether it came, and the connection is still there
 */
export async function whileOpen(
  connection: Observed,
  after: AfterSignal,
  moment: Promise<boolean>,
): Promise<boolean> {
  const ended = connection.until(() => !connection.isOpen, after.left()).then(() => false);
  return (await Promise.race([moment, ended])) && connection.isOpen;
}

/** A path that the run has, since a probe without its path is skipped. */
export function pathOf(path: string | undefined): string {
  if (path === undefined) throw new NotHeld('it has no path');
  return path;
}

/** A probe of one connection, which does nothing by itself after the signal unless told. */
export function holding(connection: Observed, follow: Held['follow'] = async () => {}): Held {
  return {
    follow,
    met: (zero): Met => ({ kind: 'connection', connection: connection.facts(zero) }),
  };
}
