import { answerTo, trueOf } from '../../code/run/condition.ts';
import type { Words } from '../../code/run/words.ts';
import { recorded } from './recordings.ts';

export interface Answered {
  question: string;
  options: { id: string; text: string; misconception?: string | undefined; feedback: string }[];
}

/**
 * A prediction with the feedback that is true of the recording that the page shows for it.
 * @param variant names the recording, as for `recorded`
 * @throws when the words have no such prediction, or not one feedback for this recording
 */
export function answered(
  words: Words,
  id: string,
  { lesson, variant, page }: { lesson: string; variant: string | undefined; page: string },
): Answered {
  const prediction = words.predictions[id];
  if (!prediction) {
    const known = Object.keys(words.predictions).join(', ') || 'none';
    throw new Error(`${page}: no prediction "${id}" in the lesson's words; they have: ${known}`);
  }
  const { path, events } = recorded(lesson, variant, page);
  const run = answerTo(id, events);
  const options = prediction.options.map(({ feedback, ...option }) => {
    const [said, ...more] = trueOf(feedback, run);
    if (said !== undefined && more.length === 0) return { ...option, feedback: said };
    const how = said === undefined ? 'no feedback that is' : 'more than one feedback that is';
    throw new Error(`${page}: "${option.id}" of "${id}" has ${how} true of code/${path}`);
  });
  return { question: prediction.question, options };
}
