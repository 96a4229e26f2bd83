import { Command, defineCommand, type FlagsOf, port } from '../command.ts';

const declare = () =>
  new Command('lesson')
    .description('list the lessons, or play one: lesson 1, lesson 1 fixed, lesson 1 chromium')
    .argument(
      '[words...]',
      'a number; buggy, fixed or original; chromium or firefox; node18; nginx or haproxy',
    )
    .option('--buggy', 'tell it with the program that has the fault')
    .option('--fixed', 'tell it with the repaired program')
    .option('--original', 'tell it with the original, on Tornado')
    .option('--browser <name>', 'a real browser: chromium or firefox')
    .option('--node <release>', 'another Node, where a lesson is told on several: 18')
    .option(
      '--through <name>',
      'who stands in between, where somebody does: balancer, nginx, haproxy',
    )
    .option('--port <number>', 'the port of the apps; 0: any free one', port)
    .option('--json', 'print the events as JSON, a line each')
    .option('--no-pause', 'ask nothing');

export type LessonFlags = FlagsOf<typeof declare>;

export const command = defineCommand({
  declare,
  act: async (words, flags, io) => await (await import('./act.ts')).lesson(words, flags, io),
  looks: ['json', 'pause'],
  asWords: ['buggy', 'fixed', 'original'],
});
