import { loadLesson } from '../../course/lessons.ts';
import type { Progress } from '../../course/progress.ts';
import { readRecording } from '../../course/recordings.ts';
import { confidently, quoted } from '../../run/prediction.ts';
import type { Words } from '../../run/words.ts';

/**
 * What the reader predicted in the lessons that this one comes back to, a paragraph each. The terminal
 * keeps what was predicted here; what was predicted on a page is kept in that browser, and shown there.
 */
export async function recalled({ recalls = [] }: Words, { lessons }: Progress): Promise<string[]> {
  return await Promise.all(
    recalls.map(async ({ lesson, prediction }) => {
      const { words } = await loadLesson(lesson);
      const asked = words.predictions[prediction];
      const predicted = lessons[lesson]?.predictions[prediction];
      const option = asked?.options.find(({ id }) => id === predicted?.choice);
      const number = Number(lesson.slice(0, 2));
      const question = `Lesson ${number} asked: ${asked?.question}`;
      if (option && predicted)
        return `${question} You answered ${quoted(option.text)}${confidently(predicted)}.`;
      const elsewhere =
        'An answer that you gave on its page is kept in that browser: the page of this lesson shows it.';
      return asksInTerminal(lesson, prediction)
        ? `${question} No answer of yours is kept here: npm run lesson ${number} asks. ${elsewhere}`
        : `${question} ${elsewhere}`;
    }),
  );
}

/** Some questions stand on a page alone; a run that asks one has its mark in the recording. */
function asksInTerminal(lesson: string, prediction: string): boolean {
  const run = readRecording(lesson, 'buggy') ?? [];
  return run.some((event) => event.kind === 'prediction' && event.id === prediction);
}
