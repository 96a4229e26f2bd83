import { UsageError } from './usage-error.ts';

/** Options that change what a run is: without them it would be another run than the one asked for. */
const decisive = ['port', 'browser', 'fixed', 'original', 'hint', 'solution', 'reset'];
/** Those of `npm run doctor`, whose own command comes after a second `--`. */
const ofTheDoctor = 'fast slow stream upload big sse ws count routes h2 only solo twice repeat'
  .concat(' grace cap signal pid timeouts baseline explain')
  .split(' ');
/** Those that npm passes untouched as a bare word. */
const words = ['fixed', 'original', 'hint', 'solution', 'reset', 'watch', 'yes'];

/**
 * npm keeps options that stand before `--` for itself and leaves only a trace in the environment.
 * @param number the lesson or exercise that was asked for; ready and the like have none
 * @returns a hint for an option that changes only the looks (json, watch, pause)
 * @throws UsageError for one that changes the run
 */
export function checkSwallowed(env: NodeJS.ProcessEnv, number?: string): string | undefined {
  if (!env.npm_lifecycle_event) return undefined;
  const kept = (name: string) => env[`npm_config_${name}`] !== undefined;
  const script = `npm run ${env.npm_lifecycle_event}`;
  const of = number === undefined ? '' : ` ${number}`;

  if (env.npm_lifecycle_event === 'doctor') {
    const lost = [...ofTheDoctor, ...decisive].find(kept);
    if (lost) {
      throw new UsageError(
        `npm kept --${lost} for itself`,
        `write ${script} -- --${lost} and so on, then a second --: ${script} -- --routes -- node server.js`,
      );
    }
  }
  const lost = decisive.find(kept);
  if (lost) {
    const word = words.includes(lost) ? ` (or the bare word: ${script}${of} ${lost})` : '';
    throw new UsageError(
      `npm kept --${lost} for itself`,
      `write ${script} --${of} --${lost}${word}`,
    );
  }
  const hint = ['json', 'watch', 'pause'].find(kept);
  const option = hint === 'pause' ? 'no-pause' : hint;
  return option && `npm kept --${option} for itself: write ${script} --${of} --${option}`;
}
