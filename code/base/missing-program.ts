/** A program that the reader asked for is not on this machine: exit 2, with the way to get it. */
export class MissingProgram extends Error {
  override name = 'MissingProgram';
  readonly remedy: string;

  constructor(message: string, { remedy }: { remedy: string }, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
