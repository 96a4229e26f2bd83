import type { Confidence, Predicted } from '../run/prediction.ts';
import type { Prediction } from '../run/words.ts';
import { Interrupted } from './io.ts';

/**
 * Asks for a prediction on the terminal.
 * @throws Interrupted (130) when the reader presses Ctrl-C instead
 */
export async function ask({ question, options }: Prediction): Promise<Predicted> {
  // @clack/prompts: arrow keys, a way to cancel, and plain characters where the terminal needs them.
  const { isCancel, select } = await import('@clack/prompts');
  const choice = await select({
    message: question,
    options: options.map(({ id, text }) => ({ value: id, label: text })),
  });
  if (isCancel(choice)) throw new Interrupted(130);
  const confidence = await select<Confidence>({
    message: 'How sure are you?',
    options: [
      { value: 'guess', label: 'I guess' },
      { value: 'think', label: 'I think so' },
      { value: 'sure', label: 'I am sure' },
    ],
  });
  if (isCancel(confidence)) throw new Interrupted(130);
  return { choice, confidence };
}
