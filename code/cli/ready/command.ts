import { Command, defineCommand, type FlagsOf } from '../command.ts';

const declare = () =>
  new Command('ready')
    .description('is this machine ready for a class?')
    .option('--json', 'print it as JSON');

export type ReadyFlags = FlagsOf<typeof declare>;

export const command = defineCommand({
  declare,
  act: async (_words, flags, io) => await (await import('./act.ts')).ready(flags, io),
  looks: ['json'],
});
