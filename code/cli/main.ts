import { UsageError } from '../base/errors.ts';
import { addDoctor } from './doctor/command.ts';
import { type Io, processIo } from './io.ts';
import { addNewLesson } from './new-lesson/command.ts';
import { type AddCommands, port, runCommands } from './run-commands.ts';
import { addSockets } from './sockets/command.ts';
import { checkSwallowed } from './swallowed.ts';

/**
 * Runs a command line of the course; what it opened is closed before this resolves.
 * @returns the exit status: 0 as it should be, 1 it is not, 2 cannot tell, 130 Ctrl-C
 */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  return await runCommands(
    {
      description: 'A hands-on course on HTTP keep-alive pitfalls, told as a debugging story',
      add: addAll,
      before: () => {
        const hint = checkSwallowed(
          io.env,
          argv.find((word) => /^\d+$/.test(word)),
        );
        if (hint) io.err(`still-answering: ${hint}\n`);
      },
    },
    argv,
    io,
  );
}

const addAll: AddCommands = (program, io, done) => {
  program
    .command('start')
    .description('serve the course on http://127.0.0.1:4321/')
    .option('--port <number>', 'another port', port)
    .action(async (options) => {
      done(await (await import('./start/act.ts')).start({ ...options, ...io }));
    });
  program
    .command('build')
    .description('build the pages of the course into dist/')
    .action(async () => {
      done(await (await import('./build/act.ts')).build(io));
    });
  program
    .command('lesson')
    .description('list the lessons, or play one: lesson 1, lesson 1 fixed, lesson 1 chromium')
    .argument('[words...]', 'a number; fixed or original; chromium or firefox')
    .option('--fixed', 'tell it with the repaired program')
    .option('--original', 'tell it with the original, on Tornado')
    .option('--browser <name>', 'a real browser: chromium or firefox')
    .option('--port <number>', 'the port of the apps; 0: any free one', port)
    .option('--json', 'print the events as JSON, a line each')
    .option('--no-pause', 'ask nothing')
    .action(async (words, options) => {
      done(await (await import('./lesson/act.ts')).lesson(words, options, io));
    });
  program
    .command('exercise')
    .description('list the exercises, or do one: exercise 8, exercise 8 hint, exercise 8 watch')
    .argument('[words...]', 'a number; watch, hint, solution or reset')
    .option('--watch', 'check it on each save')
    .option('--hint', 'a hint; --hint 2: the second one, too')
    .option('--solution', 'our solution, and how yours differs')
    .option('--reset', 'put your file aside and begin anew')
    .option('--yes', 'reset without a question')
    .action(async (words, options) => {
      done(await (await import('./exercise/act.ts')).exercise(words, options, io));
    });
  program
    .command('record')
    .description("make a lesson's recordings anew, from real runs")
    .argument('<words...>', "the lesson's number")
    .action(async (words) => {
      done(await (await import('./record/act.ts')).record(words, io));
    });
  addNewLesson(program, io, done);
  addSockets(program, io, done);
  addDoctor(program, io, done);
  program
    .command('ready')
    .description('is this machine ready for a class?')
    .option('--json', 'print it as JSON')
    .action(async (options) => {
      done(await (await import('./ready/act.ts')).ready(options, io));
    });
  program
    .command('measure')
    .description('make the measurements of the lessons anew: measure idle chromium, measure ways')
    .argument('<words...>', 'idle or ways; chromium or firefox')
    .option('--browser <name>', 'chromium or firefox')
    .action(async (words, { browser }) => {
      done(await (await import('./measure/act.ts')).measure(words, browser, io));
    });
  program
    .command('bench')
    .description('how long things take, as ratios in one run: bench sockets')
    .argument('<what>', 'sockets')
    .action(async (what) => {
      if (what !== 'sockets')
        throw new UsageError(`nothing to measure by the name «${what}»`, 'npm run bench sockets');
      done(await (await import('../benchmarks/sockets.ts')).benchSockets(io));
    });
};
