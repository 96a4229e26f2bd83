// Lesson 11: lessons/11-leave-politely.mdx#do-it

/** What a server can do on its way out. */
export interface Steps {
  /** From now on `/ready` says 503. */
  notReady(): void;
  /** From now on every answer says `Connection: close`. */
  sayClose(): void;
  /** Serves on, for as long as a balancer needs to find out. */
  wait(): Promise<void>;
  /** Closes the port: nobody new is let in. */
  stopListening(): void;
  /**
   * Ends idle connections at once, and each other one after its answer. Resolves when the last has ended.
   * @param limit milliseconds after which it cuts what is left; without it, it waits for ever. An answer
   * takes up to a second.
   */
  sweep(limit?: number): Promise<void>;
}

/** What the server does at SIGTERM. When this comes to its end, the process ends, whoever is left. */
export async function leave({
  notReady,
  sayClose,
  wait,
  stopListening,
  sweep,
}: Steps): Promise<void> {
  notReady();
  sayClose();
  await wait();
  stopListening();
  await sweep(8_000);
}
