import { UsageError } from '../../base/errors.ts';
import type { Io } from '../io.ts';
import { type AddCommands, port } from '../run-commands.ts';

/** Of the course and of the package. */
export const addSockets: AddCommands = (program, io, done) => {
  program
    .command('sockets')
    .description('the socket table of a port, both ends of a connection on one line')
    .argument('[port]', 'the port; without it, all of this machine', port)
    .option('--listening', 'listening sockets only')
    .option('--owners', 'the program behind each end')
    .option('--watch', 'show it anew each time it changes')
    .option('--json', 'the rows as JSON')
    .option('--from <file>', 'the table of another machine, as it was pasted; - for standard input')
    .action(async (number, options) => {
      if (options.from !== undefined) return done(await socketsFrom(number, options, io));
      const { sockets } = await import('./act.ts');
      const view = {
        ...options,
        ...io,
        get columns() {
          return io.columns;
        },
        get lines() {
          return io.lines;
        },
      };
      done(await sockets(number, view));
    });
};

/** Of a text there is nothing to watch, and its owners are there or not. */
async function socketsFrom(
  number: number | undefined,
  options: { from: string; watch?: boolean; listening?: boolean; json?: boolean },
  io: Io,
): Promise<number> {
  if (options.watch)
    throw new UsageError(
      '--watch and --from do not go together',
      'a text does not change: leave one out',
    );
  const { socketsFrom } = await import('./from.ts');
  const { out, isTTY, color, columns } = io;
  return socketsFrom(number, { ...options, out, isTTY, color, columns });
}
