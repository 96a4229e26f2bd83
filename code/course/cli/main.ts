// commander: help, option parsing and suggestions for a mistyped option; it runs on Node 20 too.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { safe } from '../../sockets/safe.ts';
import { Interrupted, type Io, processIo } from './io.ts';
import { checkSwallowed } from './swallowed.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs a command line; what it opened is closed before this resolves.
 * @returns the exit status: 0 as it should be, 1 it is not, 2 cannot tell, 130 Ctrl-C
 */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  try {
    const number = argv.find((word) => /^\d+$/.test(word));
    const hint = checkSwallowed(io.env, number);
    if (hint) io.err(`still-answering: ${hint}\n`);
    return await parse(argv, io);
  } catch (error) {
    return report(error, io);
  }
}

async function parse(argv: readonly string[], io: Io): Promise<number> {
  let status = 0;
  const program = new Command('still-answering')
    .description('A hands-on course on HTTP keep-alive pitfalls, told as a debugging story')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: () => {} });

  program
    .command('start')
    .description('serve the course on http://127.0.0.1:4321/')
    .option('--port <number>', 'another port', port)
    .action(async (options) => {
      status = await (await import('./start.ts')).start({ ...options, ...io });
    });
  program
    .command('build')
    .description('build the pages of the course into dist/')
    .action(async () => {
      status = await (await import('./build.ts')).build(io);
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
      status = await (await import('./lesson.ts')).lesson(words, options, io);
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
      status = await (await import('./exercise.ts')).exercise(words, options, io);
    });
  program
    .command('record')
    .description("make a lesson's recordings anew, from real runs")
    .argument('<words...>', "the lesson's number")
    .action(async (words) => {
      status = await (await import('./record.ts')).record(words, io);
    });
  program
    .command('sockets')
    .description('the socket table of a port, both ends of a connection on one line')
    .argument('[port]', 'the port; without it, all of this machine', port)
    .option('--listening', 'listening sockets only')
    .option('--owners', 'the program behind each end')
    .option('--watch', 'show it anew each time it changes')
    .option('--json', 'the rows as JSON')
    .action(async (number, options) => {
      status = await (await import('./sockets.ts')).sockets(number, {
        ...options,
        ...io,
        get columns() {
          return io.columns;
        },
        get lines() {
          return io.lines;
        },
      });
    });

  program
    .command('doctor')
    .description('examine how an HTTP server stops: doctor --slow /slow -- node server.js')
    .argument('[command...]', 'after --: the server, run as it is; it finds its port in PORT')
    .option('--port <number>', 'the port the server listens on', port)
    .option('--pid <pid>', 'examine a process that runs, in place of a command')
    .option('--host <address>', '127.0.0.1 or ::1')
    .option('--signal <name>', 'the stop signal (default: TERM)')
    .option('--fast <path>', 'answers at once (default: /)')
    .option('--slow <path>', 'answers after a second or more')
    .option('--stream <path>', 'streams for a second or more')
    .option('--upload <path>', 'takes a POST')
    .option('--big <path>', 'answers with many megabytes')
    .option('--sse <path>', 'an event stream')
    .option('--ws <path>', 'a WebSocket')
    .option('--count <path>', 'counts POSTs; GET gives the number, kept outside of the process')
    .option('--routes', 'the server has all of these, under these names')
    .option('--h2', 'it speaks HTTP/2 without TLS')
    .option('--only <probes>', 'these probes alone: P1,P3')
    .option('--solo', 'each kind of connection alone: who holds the process?')
    .option('--no-solo', 'not even when the process was held')
    .option('--twice', 'also send the signal twice')
    .option('--repeat <number>', 'runs of the race (P12)')
    .option('--grace <time>', 'work cut sooner is a fault (default: 5s)')
    .option('--cap <time>', 'how long to wait for the end (default: 10s)')
    .option('--ready <time>', 'how long to wait for the first answer (default: 15s)')
    .option('--baseline <file>', 'fail only on what got worse since this --json')
    .option('--timeouts', 'send no signal: how long does it wait for its clients?')
    .option('--explain <probe>', 'what a probe does, finds, and how to cure it')
    .option('--json', 'print the examination as JSON')
    .action(async (command, options) => {
      status = await (await import('./doctor.ts')).doctor(command, options, io);
    });
  program
    .command('ready')
    .description('is this machine ready for a class?')
    .option('--json', 'print it as JSON')
    .action(async (options) => {
      status = await (await import('./ready.ts')).ready(options, io);
    });
  program
    .command('measure')
    .description('make the measurements of the lessons anew: measure idle chromium, measure ways')
    .argument('<words...>', 'idle or ways; chromium or firefox')
    .option('--browser <name>', 'chromium or firefox')
    .action(async (words, { browser }) => {
      status = await (await import('./measure.ts')).measure(words, browser, io);
    });
  program
    .command('bench')
    .description('how long things take, as ratios in one run: bench sockets')
    .argument('<what>', 'sockets')
    .action(async (what) => {
      if (what !== 'sockets')
        throw new UsageError(`nothing to measure by the name «${what}»`, 'npm run bench sockets');
      status = await (await import('../bench/sockets.ts')).benchSockets(io);
    });

  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    const command =
      argv[0] && program.commands.some((each) => each.name() === argv[0]) ? argv[0] : '';
    throw new UsageError(
      error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' '),
      `all options: ${['npx still-answering', command, '--help'].filter(Boolean).join(' ')}`,
    );
  }
  return status;
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
}

/** One clear sentence and the remedy; a stack only for what is our own mistake. */
function report(error: unknown, { err, signal }: Io): number {
  const cause = signal.aborted ? signal.reason : error;
  if (cause instanceof Interrupted) return cause.status;
  if (!(cause instanceof Error)) throw cause;
  const remedy = 'remedy' in cause ? `  ${cause.remedy}\n` : '';
  err(`still-answering: ${safe(cause.message)}\n${remedy}`);
  return 2;
}
