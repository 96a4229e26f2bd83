import { Command, defineCommand } from '../command.ts';

export const command = defineCommand({
  declare: () => new Command('build').description('build the pages of the course into dist/'),
  act: async (_words, _flags, io) => await (await import('./act.ts')).build(io),
});
