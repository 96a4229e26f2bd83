/** The time of a run, in ms since it began. It stands still while somebody thinks: a run tells its own time alone. */
export class RunClock {
  readonly #began = performance.now();
  /** How long it has stood still so far, in ms. */
  #stood = 0;
  /** Since when it stands still, while it does. */
  #still: number | undefined;

  now(): number {
    return (this.#still ?? performance.now()) - this.#began - this.#stood;
  }

  /** Stands still until `thought` is settled. */
  async during<T>(thought: Promise<T>): Promise<T> {
    const since = performance.now();
    this.#still = since;
    try {
      return await thought;
    } finally {
      this.#still = undefined;
      this.#stood += performance.now() - since;
    }
  }
}
