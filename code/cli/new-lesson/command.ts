import { Command, defineCommand } from '../command.ts';

/** For whoever writes a lesson; see CONTRIBUTING.md. */
export const command = defineCommand({
  declare: () =>
    new Command('new-lesson')
      .description('lay down the files of a planned lesson: new-lesson 15 pinned')
      .argument('<number>', "the lesson's number in the list")
      .argument('<name>', 'its name there'),
  act: async ([number, name], _flags, io) => (await import('./act.ts')).newLesson(number, name, io),
});
