import type { Program } from '../run/events.ts';
import type { Words } from '../run/words.ts';
import type { BrowserOptions } from './clients/driver.ts';
import type { Lab } from './lab.ts';
import type { Stage } from './stage.ts';

/** Tells a lesson: acts on the lab, names scenes, prints nothing. */
export type Story<W extends Words> = (lab: Lab<W>, stage: Stage) => Promise<void>;

/**
 * Puts one of a lesson's programs on stage for one run, whatever it is made of: a module in this process
 * (`nodeStage`), a program in one of its own (`tornadoStage`). What it opens, the lab owns.
 *
 * This is where a program of another kind comes in, and no story changes for it: several processes, a
 * server on another Node, or one that does not exit get a `SetStage` of their own beside those two; a
 * middleman is one more deed of `Stage`. A program with a name of its own adds it to `Program`.
 * @throws MissingProgram when this machine lacks what it runs on
 */
export type SetStage = (lab: Lab) => Promise<Stage>;

/** A lesson's code, as code/course/lessons.ts loads it. */
export interface LessonCode {
  slug: string;
  words: Words;
  story: Story<Words>;
  /** What can be told: a lesson has as many programs as it needs, each by its name. */
  programs: Readonly<Partial<Record<Program, SetStage>>>;
  browserOptions: BrowserOptions;
}
