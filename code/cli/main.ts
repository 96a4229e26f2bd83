import type { Io } from './io.ts';
import { type Commands, runCommands } from './run-commands.ts';

/** The commands of the course, in the order of `--help`. */
const commands: Commands = {
  start: () => import('./start/command.ts'),
  build: () => import('./build/command.ts'),
  lesson: () => import('./lesson/command.ts'),
  exercise: () => import('./exercise/command.ts'),
  'new-lesson': () => import('./new-lesson/command.ts'),
  record: () => import('./record/command.ts'),
  sockets: () => import('./sockets/command.ts'),
  doctor: () => import('./doctor/command.ts'),
  ready: () => import('./ready/command.ts'),
  measure: () => import('./measure/command.ts'),
  bench: () => import('./bench/command.ts'),
};

const description = 'A hands-on course on HTTP keep-alive pitfalls, told as a debugging story';

/**
 * Runs a command line of the course; what it opened is closed before this resolves.
 * @returns the exit status: 0 as it should be, 1 it is not, 2 cannot tell, 130 Ctrl-C
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  return await runCommands({ description, commands }, argv, io);
}

const addAll: AddCommands = (program, io, done) => {
  program
    .command('start')
    .description('serve the course on http://127.0.0.1:4321/')
    .option('--port <number>', 'another port', port)
    .action(async (options) => {
      done(await (await import('./start.ts')).start({ ...options, ...io }));
    });
  program
    .command('build')
    .description('build the pages of the course into dist/')
    .action(async () => {
      done(await (await import('./build.ts')).build(io));
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
      done(await (await import('./lesson.ts')).lesson(words, options, io));
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
      done(await (await import('./exercise.ts')).exercise(words, options, io));
    });
  program
    .command('record')
    .description("make a lesson's recordings anew, from real runs")
    .argument('<words...>', "the lesson's number")
    .action(async (words) => {
      done(await (await import('./record.ts')).record(words, io));
    });
  addNewLesson(program, io, done);
  addSockets(program, io, done);
  addDoctor(program, io, done);
  program
    .command('ready')
    .description('is this machine ready for a class?')
    .option('--json', 'print it as JSON')
    .action(async (options) => {
      done(await (await import('./ready.ts')).ready(options, io));
    });
  program
    .command('measure')
    .description('make the measurements of the lessons anew: measure idle chromium, servers')
    .argument(
      '<words...>',
      'idle, ways, awaits, leave or servers; chromium or firefox, or servers by name',
    )
    .option('--browser <name>', 'chromium or firefox')
    .option('--new', 'of servers: only what the table lacks')
    .option('--runs <number>', 'of servers: how often each is examined (default: 3)', Number)
    .action(async (words, options) => {
      done(await (await import('./measure.ts')).measure(words, options, io));
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
