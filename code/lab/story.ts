import type { Words } from '../run/words.ts';
import type { BrowserOptions } from './clients/driver.ts';
import type { Lab } from './lab.ts';
import type { Deeds, Stage } from './stage.ts';

/** Tells a lesson: acts on the lab, names scenes, prints nothing. */
export type Story<W extends Words> = (lab: Lab<W>, stage: Stage) => Promise<void>;

/** A lesson's code, as code/course/lessons.ts loads it. */
export interface LessonCode {
  slug: string;
  words: Words;
  story: Story<Words>;
  buggy: Deeds;
  fixed: Deeds;
  /** The Python program of the original, where the lesson has one. */
  original: string | undefined;
  browserOptions: BrowserOptions;
}
