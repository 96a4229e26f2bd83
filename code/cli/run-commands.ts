import { called } from '../base/called.ts';
import { UsageError } from '../base/errors.ts';
import { type AnyCommand, Command, CommanderError, type CourseCommand } from './command.ts';
import type { Io } from './io.ts';
import { report } from './report.ts';
import { checkSwallowed } from './swallowed.ts';

/** Commands by their names, in the order of `--help`. */
export type Commands = Readonly<Record<string, () => Promise<{ command: CourseCommand }>>>;

export interface Program {
  description: string;
  commands: Commands;
}

/**
 * Runs a command line; what it opened is closed before this resolves.
 * @returns the exit status: 0 as it should be, 1 it is not, 2 cannot tell, 130 Ctrl-C
 */
export async function runCommands(
  program: Program,
  argv: readonly string[],
  io: Io,
): Promise<number> {
  try {
    const commands = await load(program.commands, argv[0]);
    // Before the command line is read: what it lacks may be what npm has kept.
    const hint = checkSwallowed(commands, argv, io.env);
    if (hint) io.err(`still-answering: ${hint}\n`);
    return await parse({ ...program, commands }, argv, io);
  } catch (error) {
    return report(error, io);
  }
}

/** Only the one that is named, since each file that is not loaded shortens the start; else all. */
async function load(commands: Commands, name = ''): Promise<CourseCommand[]> {
  const named = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const loaders = named ? [named] : Object.values(commands);
  return await Promise.all(loaders.map(async (each) => (await each()).command));
}

async function parse(
  { description, commands }: { description: string; commands: readonly CourseCommand[] },
  argv: readonly string[],
  io: Io,
): Promise<number> {
  let status = 0;
  const program = new Command('still-answering')
    .description(description)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: () => {} });
  for (const { create } of commands) {
    const command = create(io, (ended) => {
      status = ended;
    });
    program.addCommand(command.copyInheritedSettings(program as unknown as AnyCommand));
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    const command = program.commands.find((each) => each.name() === argv[0])?.name();
    throw new UsageError(
      error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' '),
      // Without a command there is no script of npm's: the checkout's own program is meant.
      `all options: ${command ? called(command, '--help') : 'npx still-answering --help'}`,
    );
  }
  return status;
}
