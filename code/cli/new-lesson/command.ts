import type { AddCommands } from '../run-commands.ts';

/** For whoever writes a lesson; see CONTRIBUTING.md. */
export const addNewLesson: AddCommands = (program, io, done) => {
  program
    .command('new-lesson')
    .description('lay down the files of a planned lesson: new-lesson 10 half-fixed')
    .argument('<number>', "the lesson's number in the list")
    .argument('<name>', 'its name there')
    .action(async (number, name) => {
      done((await import('./act.ts')).newLesson(number, name, io));
    });
};
