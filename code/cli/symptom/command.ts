import { Command, defineCommand, type FlagsOf } from '../command.ts';

const declare = () =>
  new Command('symptom')
    .description('the symptoms that fit an error line, best first; without one, all of them')
    .argument('[line...]', 'the line in quotes; or pipe it in')
    .option('--json', 'print them as JSON');

export type SymptomFlags = FlagsOf<typeof declare>;

export const command = defineCommand({
  declare,
  act: async (line, flags, io) => await (await import('./act.ts')).symptom(line, flags, io),
  looks: ['json'],
});
