import { Command, defineCommand, type FlagsOf, port } from '../command.ts';

const declare = () =>
  new Command('sockets')
    .description('the socket table of a port, both ends of a connection on one line')
    .argument('[port]', 'the port; without it, all of this machine', port)
    .option('--listening', 'listening sockets only')
    .option('--owners', 'the program behind each end')
    .option('--watch', 'show it anew each time it changes')
    .option('--json', 'the rows as JSON')
    .option(
      '--from <file>',
      'the table of another machine, as it was pasted; - for standard input',
    );

export type SocketsFlags = FlagsOf<typeof declare>;

/** Of the course and of the package. */
export const command = defineCommand({
  declare,
  act: async (port, flags, io) => await (await import('./act.ts')).sockets(port, flags, io),
  looks: ['owners', 'watch', 'json'],
});
