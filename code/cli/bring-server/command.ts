import { Argument, Command, defineCommand } from '../command.ts';

export const command = defineCommand({
  declare: () =>
    new Command('bring-server')
      .description('bring servers of the table that npm ci does not bring, into .servers/')
      .addArgument(new Argument('<names...>', 'as in: bring-server nest next')),
  act: async (names, _flags, io) => await (await import('./act.ts')).bringServers(names, io),
});
