import { Argument, Command, defineCommand } from '../command.ts';

export const command = defineCommand({
  declare: () =>
    new Command('bring-node')
      .description('bring another release of Node into .nodes/, for what is shown on several')
      .addArgument(new Argument('<release>', 'as in: bring-node 18')),
  act: async (release, _flags, io) => await (await import('./act.ts')).bring(release, io),
});
