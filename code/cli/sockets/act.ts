import { UsageError } from '../../base/errors.ts';
import { steadySockets } from '../../sockets/steady-sockets.ts';
import { type SocketsIo, textOf, type Wanted } from './text.ts';

/**
 * `npm run sockets 7888`: the socket table of a port, or of the machine.
 *
 * @returns 0 when the table has a row, 1 when nothing is there.
 * @throws UsageError for what is no port; NoSocketTable where there is no table (both exit 2).
 * @throws the signal's reason, when it ends a watch.
 */
export async function sockets(
  port: number | undefined,
  flags: Wanted,
  io: SocketsIo,
): Promise<number> {
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535))
    throw new UsageError(`${port} is no port`, 'a port is a whole number from 1 to 65535');
  if (flags.from !== undefined) return await tableFrom(flags.from, port, flags, io);
  if (flags.watch) return await (await import('./watch.ts')).watch(port, flags, io);
  const { listening, owners, proc } = flags;
  const rows = await steadySockets({ port, listening, owners, proc });
  io.out(await textOf(rows, port, flags, io));
  return rows.length > 0 ? 0 : 1;
}

/** Of a text there is nothing to watch, and its owners are there or not. */
async function tableFrom(
  from: string,
  port: number | undefined,
  flags: Wanted,
  io: SocketsIo,
): Promise<number> {
  if (flags.watch) {
    throw new UsageError(
      '--watch and --from do not go together',
      'a text does not change: leave one out',
    );
  }
  return await (await import('./from.ts')).socketsFrom(from, port, flags, io);
}
