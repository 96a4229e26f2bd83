import { trueOf } from './condition.ts';
import type { LabEvent } from './events.ts';
import type { Prediction } from './words.ts';

/** How sure a reader is of a prediction: errors made with confidence are corrected best. */
export type Confidence = 'guess' | 'think' | 'sure';

export interface Predicted {
  choice: string;
  confidence: Confidence;
}

/**
 * What to say to a prediction once the run has shown how it is.
 * @param events the run so far
 */
export function feedback(
  { options }: Prediction,
  { choice, confidence }: Predicted,
  events: readonly LabEvent[],
): string {
  const option = options.find(({ id }) => id === choice);
  if (!option) return '';
  // What is wrong of one program can be right of the other: the sentence that follows says which.
  const sure = confidence === 'sure' ? ', and you were sure' : '';
  // Only a run that is not as recorded has no words, and the drift check will say so at its end.
  const [said = 'This run went another way than any that the lesson knows.'] = trueOf(
    option.feedback,
    events,
  );
  return `You said ${quoted(option.text)}${sure}. ${said}`;
}

/** How sure a reader was, after what they answered: `, and you were sure`. */
export function confidently({ confidence }: Predicted): string {
  return { guess: ', as a guess', think: ', and thought so', sure: ', and you were sure' }[
    confidence
  ];
}

/** An option inside a sentence. */
export function quoted(text: string): string {
  return `“${text.replace(/\.$/, '')}”`;
}
