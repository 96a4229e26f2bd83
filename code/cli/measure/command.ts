import { Command, defineCommand, type FlagsOf } from '../command.ts';

const declare = () =>
  new Command('measure')
    .description('make the measurements of the lessons anew: measure idle chromium, measure ways')
    .argument('<words...>', 'idle, ways, awaits or leave; chromium or firefox')
    .option('--browser <name>', 'chromium or firefox');

export type MeasureFlags = FlagsOf<typeof declare>;

export const command = defineCommand({
  declare,
  act: async (words, flags, io) => await (await import('./act.ts')).measure(words, flags, io),
});
