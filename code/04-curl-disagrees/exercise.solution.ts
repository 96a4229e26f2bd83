// Lesson 4: lessons/04-curl-disagrees.mdx#do-it

/** What a visit brought: whose page it was. */
export interface Answer {
  app: string;
}

export interface Client {
  visit(): Promise<Answer>;
}

/** A process of its own. Its tabs belong to it. */
export interface Browser extends Client {
  newTab(): Promise<Client>;
}

export interface Workbench {
  /** Opens a browser. Each call opens another one. */
  browser(): Promise<Browser>;
  curl(): Promise<Client>;
  /** App 1 is stopped, App 2 listens. */
  swap(): Promise<void>;
}

/** An experiment with two clients. Both answers are from after the swap. */
export async function compare(bench: Workbench): Promise<{ witness: Answer; control: Answer }> {
  const witness = await bench.browser();
  await witness.visit();

  await bench.swap();
  const control = await bench.browser(); // the same program, without the past
  return { witness: await witness.visit(), control: await control.visit() };
}
