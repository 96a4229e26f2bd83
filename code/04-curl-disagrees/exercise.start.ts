// Lesson 4: lessons/04-curl-disagrees.mdx#do-it
// Does the past decide? This experiment is the lesson's: both clients were with App 1 before, so it
// cannot tell. Choose a control that differs from the witness in its past, and in nothing else.
// Check it: npm run exercise 4        A hint: npm run exercise 4 hint

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
  const control = await bench.curl();
  await witness.visit();
  await control.visit();

  await bench.swap();
  return { witness: await witness.visit(), control: await control.visit() };
}
