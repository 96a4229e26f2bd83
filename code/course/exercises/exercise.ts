/** What the `exercise.check.ts` of a lesson exports as `exercise`. */
export interface Exercise<Practice = Record<string, unknown>> {
  /** What to do, in one sentence. */
  task: string;
  /** The functions that the learner's file exports. */
  exports: ReadonlyArray<keyof Practice & string>;
  /** Each tells a little more than the one before. */
  hints: readonly string[];
  /** What it means here when the learner's code ends the process that it runs in. */
  onExit?: string;
  /**
   * Tries the learner's code on real sockets: yields each step before it tries it, and returns what missed at the last one.
   * @param file where that code lies, for a check that runs it in a process of its own
   */
  check(practice: Practice, file: string): AsyncGenerator<string, Miss | undefined>;
}

/** Where a learner's code does something else than it should. */
export interface Miss {
  expected?: string | undefined;
  seen: string;
  /** The likely mistake, and what it does. */
  why?: string | undefined;
}
