/** What was asked for cannot be done as asked: one sentence, the remedy, exit 2. */
export class UsageError extends Error {
  override name = 'UsageError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}
