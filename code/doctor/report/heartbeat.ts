import type { Progress } from './progress.ts';
import { progressWords } from './progress-words.ts';

/** Nobody is left without a word for longer than this, in ms. */
const longestSilence = 4_000;

/** Passes progress on, and says how long the last step has been going on where nothing new comes. */
export function heartbeat(
  tell: (progress: Progress) => void,
): Disposable & { tell: (progress: Progress) => void } {
  let [step, since, timer]: [string, number, NodeJS.Timeout | undefined] = ['', 0, undefined];
  const beat = () => {
    timer = setInterval(() => {
      tell({ at: 'waiting', for: step, ms: performance.now() - since });
    }, longestSilence);
  };
  return {
    tell(progress) {
      clearInterval(timer);
      [step, since] = [progressWords(progress), performance.now()];
      tell(progress);
      beat();
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
