import { createRepaint } from '../../base/repaint.ts';
import type { SocketRow } from '../../sockets/list-sockets.ts';
import { watchSockets } from '../../sockets/watch-sockets.ts';
import { withNpm } from '../with-npm.ts';
import type { SocketsFlags } from './command.ts';
import { type SocketsIo, textOf, type Wanted } from './text.ts';

/**
 * Shows the table anew each time it changes.
 * @throws the signal's reason, which ends it; NoSocketTable
 */
export async function watch(
  port: number | undefined,
  flags: Wanted,
  io: SocketsIo,
): Promise<number> {
  const { listening, owners, proc } = flags;
  const signal = withNpm(io);
  const show = watchView(flags, io);
  let previous: SocketRow[] | undefined;
  for await (const rows of watchSockets({ port, listening, owners, proc, signal })) {
    show(await textOf(rows, port, flags, io, previous));
    previous = rows;
  }
  return 0;
}

/** On a terminal a table is painted over the one before; else it is a new block. */
function watchView({ json }: SocketsFlags, io: SocketsIo): (text: string) => void {
  const { out, isTTY, env } = io;
  if (json) return out;
  if (isTTY && env.TERM !== 'dumb') return createRepaint(io);
  return (text) => out(`${new Date().toISOString()}\n${text}\n`);
}
