import { UsageError } from '../base/errors.ts';

/** Options that change what a run is: without them it would be another run than the one asked for. */
const decisive = ['port', 'browser', 'fixed', 'original', 'hint', 'solution', 'reset'];
/** Those of `npm run doctor`, whose own command comes after a second `--`; a test knows them all. */
const ofTheDoctor = [
  ...['fast', 'slow', 'stream', 'upload', 'big', 'sse', 'ws', 'count', 'routes', 'h2'],
  ...['port', 'pid', 'host', 'signal', 'only', 'solo', 'twice', 'repeat', 'grace', 'cap', 'ready'],
  ...['baseline', 'timeouts', 'explain'],
];
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

  const isDoctor = env.npm_lifecycle_event === 'doctor';
  const lost = (isDoctor ? ofTheDoctor : decisive).find(kept);
  if (lost) {
    const word = words.includes(lost) ? ` (or the bare word: ${script}${of} ${lost})` : '';
    const remedy = isDoctor
      ? `write ${script} -- --${lost} and so on, then a second --: ${script} -- --routes -- node server.js`
      : `write ${script} --${of} --${lost}${word}`;
    throw new UsageError(`npm kept --${lost} for itself`, remedy);
  }
  const hint = ['json', 'watch', 'pause'].find(kept);
  const option = hint === 'pause' ? 'no-pause' : hint;
  return option && `npm kept --${option} for itself: write ${script} --${of} --${option}`;
}
