import type { MiddlemanName, Program } from '../run/events.ts';
import type { Words } from '../run/words.ts';
import type { BrowserOptions } from './clients/driver.ts';
import type { Lab } from './lab.ts';
import type { Stage } from './stage.ts';

/** Tells a lesson: acts on the lab, names scenes, prints nothing. */
export type Story<W extends Words, S extends Stage = Stage> = (
  lab: Lab<W>,
  stage: S,
) => Promise<void>;

/**
 * Puts one of a lesson's programs on stage for one run, whatever it is made of: a module in this process
 * (`nodeStage`), each app in a process of its own, on any Node (`programStage`), Python (`tornadoStage`). What
 * it opens, the lab owns.
 *
 * This is where a program of another kind comes in, and no story changes for it. A program with a name of
 * its own adds it to `Program`.
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
  /** false: nobody here is a browser, and none is opened. */
  browsers?: boolean;
  /** Who may stand between clients and apps; the first does unless another is asked for. */
  middlemen?: readonly MiddlemanName[];
}
