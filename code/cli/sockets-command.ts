import { type AddCommands, port } from './run-commands.ts';

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
    .action(async (number, options) => {
      const { sockets } = await import('./sockets.ts');
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
