import { UsageError } from '../base/errors.ts';
import { safe } from '../base/text/safe.ts';
import type { AnyCommand, CourseCommand } from './command.ts';

/**
 * npm keeps options that stand before `--` for itself and leaves only a trace in the environment.
 * @returns a hint for a flag that changes only the looks
 * @throws UsageError for one that changes the run: without it, it would be another one than asked for
 */
export function checkSwallowed(
  commands: readonly CourseCommand[],
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): string | undefined {
  // The scripts of package.json have the names of their commands.
  const script = env.npm_lifecycle_event;
  if (!script || argv[0] !== script) return undefined;
  for (const command of commands) {
    const declared = command.declare();
    if (declared.name() === script) return check(command, keptOf(declared, env), argv);
  }
  return undefined;
}

interface Kept {
  name: string;
  /** As it should have reached us: `--port 8000`, `--no-pause`. */
  typed: string;
}

function keptOf({ options }: AnyCommand, env: NodeJS.ProcessEnv): Kept[] {
  const names = new Set(options.map((option) => option.attributeName()));
  return [...names].flatMap((name) => {
    const same = options.filter((option) => option.attributeName() === name);
    const value = env[keptName(same[0]?.long ?? '')];
    if (value === undefined) return [];
    // npm’s own settings that are off, such as npm_config_yes, are empty and were typed by nobody.
    if (value === '' && !same.some(({ negate }) => negate)) return [];
    // npm writes --no-pause as an empty npm_config_pause.
    const option = same.find(({ negate }) => negate === (value === '')) ?? same[0];
    const takesValue = option?.required && value !== '' && value !== 'true';
    return [{ name, typed: takesValue ? `${option.long} ${safe(value)}` : `${option?.long}` }];
  });
}

/** How npm names what it keeps: `--ready-path` and `--no-ready-path` as npm_config_ready_path. */
const keptName = (flag: string): string =>
  `npm_config_${flag.replace(/^--(no-)?/, '').replaceAll('-', '_')}`;

function check(
  { looks, asWords, tail }: CourseCommand,
  kept: readonly Kept[],
  argv: readonly string[],
): string | undefined {
  const run = `npm run ${argv[0]}`;
  const number = argv.find((word) => /^\d+$/.test(word));
  const of = number === undefined ? '' : ` ${number}`;
  const flag = kept.find(({ name }) => !looks.includes(name)) ?? kept[0];
  if (!flag) return undefined;

  const { name, typed } = flag;
  const sentence = `npm kept ${typed} for itself`;
  const remedy = tail
    ? `write ${run} -- ${typed} ${tail}, with all options between the two --`
    : `write ${run} --${of} ${typed}`;
  if (looks.includes(name)) return `${sentence}: ${remedy}`;
  const word = asWords.includes(name) ? ` (or the bare word: ${run}${of} ${name})` : '';
  throw new UsageError(sentence, `${remedy}${word}`);
}
