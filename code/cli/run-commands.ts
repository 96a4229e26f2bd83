// commander: help, option parsing and suggestions for a mistyped option; it runs on Node 20 too.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { UsageError } from '../base/errors.ts';
import { safe } from '../base/text/safe.ts';
import { Interrupted, type Io } from './io.ts';

/** Adds commands to a program; each hands its exit status to `done`. */
export type AddCommands = (program: Command, io: Io, done: (status: number) => void) => void;

export interface Commands {
  description: string;
  add: AddCommands;
  /** Looks at the surroundings before the command line is read; may throw as a command may. */
  before?: () => void;
}

/**
 * Runs a command line; what it opened is closed before this resolves.
 * @returns the exit status: 0 as it should be, 1 it is not, 2 cannot tell, 130 Ctrl-C
 */
export async function runCommands(
  commands: Commands,
  argv: readonly string[],
  io: Io,
): Promise<number> {
  try {
    commands.before?.();
    return await parse(commands, argv, io);
  } catch (error) {
    return report(error, io);
  }
}

async function parse({ description, add }: Commands, argv: readonly string[], io: Io) {
  let status = 0;
  const program = new Command('still-answering')
    .description(description)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: () => {} });
  add(program, io, (ended) => {
    status = ended;
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

/** A port on the command line. */
export function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
}

/** One clear sentence and the remedy; a stack only for what is our own mistake. */
function report(error: unknown, { err, signal }: Io): number {
  const cause = signal.aborted ? signal.reason : error;
  if (cause instanceof Interrupted) return cause.status;
  if (!(cause instanceof Error)) throw cause;
  const remedy = 'remedy' in cause ? `  ${safe(String(cause.remedy))}\n` : '';
  err(`still-answering: ${safe(cause.message)}\n${remedy}`);
  return 2;
}
