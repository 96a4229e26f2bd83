import { UsageError } from './usage-error.ts';

/** Options that change what a run is: without them it would be another run than the one asked for. */
const decisive = ['port', 'browser', 'fixed', 'original'];

/**
 * npm keeps options that stand before `--` for itself and leaves only a trace in the environment.
 * @returns a hint for an option that changes only the looks (json, watch, yes)
 * @throws UsageError for one that changes the run
 */
export function checkSwallowed(env: NodeJS.ProcessEnv): string | undefined {
  if (!env.npm_lifecycle_event) return undefined;
  const kept = (name: string) => env[`npm_config_${name}`] !== undefined;
  const script = `npm run ${env.npm_lifecycle_event}`;

  const lost = decisive.find(kept);
  if (lost) {
    const word =
      lost === 'fixed' || lost === 'original' ? ` (or the bare word: ${script} 1 ${lost})` : '';
    throw new UsageError(`npm kept --${lost} for itself`, `write ${script} -- 1 --${lost}${word}`);
  }
  const hint = ['json', 'watch', 'pause'].find(kept);
  const option = hint === 'pause' ? 'no-pause' : hint;
  return option && `npm kept --${option} for itself: write ${script} -- 1 --${option}`;
}
