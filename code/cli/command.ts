// @commander-js/extra-typings: types of flags that derive from their declaration. At run time it only
// hands on commander, which is loaded directly.
import type * as typed from '@commander-js/extra-typings';
// commander: help, option parsing and suggestions for a mistyped option; it runs on Node 20 too.
import * as commander from 'commander';
import type { Io } from './io.ts';

export const { Argument, Command, CommanderError, InvalidArgumentError } =
  commander as unknown as typeof typed;

/** A command of which nothing is known; its own flags have types of their own. */
export type AnyCommand = typed.CommandUnknownOpts;

/** What a command's flags are, by the function that declares them. */
export type FlagsOf<Declare extends () => AnyCommand> = ReturnType<ReturnType<Declare>['opts']>;

type WordsOf<Words extends unknown[]> = Words extends [infer Only] ? Only : Words;

/** A command as its folder defines it: its flags are written once, in `declare`. */
interface Definition<Words extends unknown[], Flags extends typed.OptionValues> {
  /** Name, arguments and flags; anew for each command line, since commander keeps what it has read. */
  declare: () => typed.Command<Words, Flags>;
  /**
   * Does it; loads what is heavy only now.
   * @param words what stands where the command's argument is declared; a tuple where it has several
   * @returns the exit status
   */
  act: (words: WordsOf<Words>, flags: Flags, io: Io) => Promise<number>;
  /** Flags that change only how the output looks: a run without them is still the one asked for. */
  looks?: ReadonlyArray<keyof Flags & string>;
  /** Flags that mean the same as a bare word, which npm does not keep for itself. */
  asWords?: ReadonlyArray<keyof Flags & string>;
  /** What has to follow the flags, where more than a word does: `-- node server.js`. */
  tail?: string | undefined;
}

/** A command, whatever its words and flags are. */
export interface CourseCommand extends Pick<Definition<unknown[], typed.OptionValues>, 'tail'> {
  looks: readonly string[];
  asWords: readonly string[];
  declare: () => AnyCommand;
  /** Declares it, with an action that hands the exit status to `done`. */
  create: (io: Io, done: (status: number) => void) => AnyCommand;
}

/** Makes a command of its declaration and its act. */
export function defineCommand<Words extends unknown[], Flags extends typed.OptionValues>({
  declare,
  act,
  looks = [],
  asWords = [],
  tail,
}: Definition<Words, Flags>): CourseCommand {
  return {
    ...{ looks, asWords, tail },
    declare: () => declare() as unknown as AnyCommand,
    create(io, done) {
      const command = declare();
      const run = async () => {
        const { processedArgs: all } = command;
        const words = (all.length === 1 ? all[0] : all) as WordsOf<Words>;
        done(await act(words, command.opts(), io));
      };
      return (command as unknown as AnyCommand).action(run);
    },
  };
}

/** A port on the command line. */
export function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
}
