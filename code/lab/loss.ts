import { OperationalError } from '../base/errors.ts';
import type { LedgerConnection } from './ledger.ts';

/** A connection ended too early, as while the reader was thinking: the evidence is gone, play from the start. */
export class ConnectionLost extends OperationalError {
  override name = 'ConnectionLost';

  constructor({ app, who, by }: LedgerConnection, when = 'while you were thinking') {
    const side = by === 'client' ? `the ${who}` : app;
    super(
      `the ${who}’s connection to ${app} is gone: ${side} closed it ${when}`,
      'play it again, and answer sooner',
    );
  }
}

/** The first of these connections that has ended since. */
export function lossSince(before: readonly LedgerConnection[]): LedgerConnection | undefined {
  return before.find((connection) => connection.requests > 0 && !connection.open);
}
