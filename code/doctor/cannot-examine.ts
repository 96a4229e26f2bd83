/** The server could not be examined: one sentence, and what to do (exit 2). */
export class CannotExamine extends Error {
  override name = 'CannotExamine';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}
