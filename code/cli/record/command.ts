import { Command, defineCommand } from '../command.ts';

export const command = defineCommand({
  declare: () =>
    new Command('record')
      .description("make a lesson's recordings anew, from real runs")
      .argument('<words...>', "the lesson's number"),
  act: async (words, _flags, io) => await (await import('./act.ts')).record(words, io),
});
