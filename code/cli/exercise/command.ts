import { Command, defineCommand, type FlagsOf } from '../command.ts';

const declare = () =>
  new Command('exercise')
    .description('list the exercises, or do one: exercise 8, exercise 8 hint, exercise 8 watch')
    .argument('[words...]', 'a number; watch, hint, solution or reset')
    .option('--watch', 'check it on each save')
    .option('--hint', 'the next hint; --hint 2: the first two')
    .option('--solution', 'our solution, and how yours differs')
    .option('--reset', 'put your file aside and begin anew')
    .option('--yes', 'reset without a question');

export type ExerciseFlags = FlagsOf<typeof declare>;

export const command = defineCommand({
  declare,
  act: async (words, flags, io) => await (await import('./act.ts')).exercise(words, flags, io),
  looks: ['watch', 'yes'],
  asWords: ['watch', 'hint', 'solution', 'reset', 'yes'],
});
