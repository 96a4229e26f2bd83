import { UsageError } from './usage-error.ts';

/** Options that change what a run is: without them it would be another run than the one asked for. */
const decisive = ['port', 'browser', 'fixed', 'original', 'hint', 'solution', 'reset'];
/** Those that npm passes untouched as a bare word. */
const words = ['fixed', 'original', 'hint', 'solution', 'reset', 'watch', 'yes'];

/**
 * npm keeps options that stand before `--` for itself and leaves only a trace in the environment.
 * @param number the lesson that was asked for
 * @returns a hint for an option that changes only the looks (json, watch, pause)
 * @throws UsageError for one that changes the run
 */
export function checkSwallowed(env: NodeJS.ProcessEnv, number = '1'): string | undefined {
  if (!env.npm_lifecycle_event) return undefined;
  const kept = (name: string) => env[`npm_config_${name}`] !== undefined;
  const script = `npm run ${env.npm_lifecycle_event}`;

  const lost = decisive.find(kept);
  if (lost) {
    const word = words.includes(lost) ? ` (or the bare word: ${script} ${number} ${lost})` : '';
    throw new UsageError(
      `npm kept --${lost} for itself`,
      `write ${script} -- ${number} --${lost}${word}`,
    );
  }
  const hint = ['json', 'watch', 'pause'].find(kept);
  const option = hint === 'pause' ? 'no-pause' : hint;
  return option && `npm kept --${option} for itself: write ${script} -- ${number} --${option}`;
}
