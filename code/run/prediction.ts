import type { Prediction } from './words.ts';

/** How sure a reader is of a prediction: errors made with confidence are corrected best. */
export type Confidence = 'guess' | 'think' | 'sure';

export interface Predicted {
  choice: string;
  confidence: Confidence;
}

/** What to say to a prediction once the run has shown how it is. */
export function feedback({ options }: Prediction, { choice, confidence }: Predicted): string {
  const option = options.find(({ id }) => id === choice);
  if (!option) return '';
  const sure = confidence === 'sure' && option.misconception ? ', and you were sure' : '';
  return `You said “${option.text.replace(/\.$/, '')}”${sure}. ${option.feedback}`;
}
