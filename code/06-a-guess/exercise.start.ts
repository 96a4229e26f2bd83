// Lesson 6: lessons/06-a-guess.mdx#do-it
// The guess: browser's connection -> server 1 -> App 1. Its rival: App 1 knows the browser by what it
// brings along, the ETag of its first visit, on whatever connection. Write a prediction of the guess
// that would fail if the rival were true, and if nothing were wrong at all.
// Check it: npm run exercise 6        A hint: npm run exercise 6 hint

/** Where your prediction is tried: after a swap. Each question says whose page came, App 1 or App 2. */
export interface Workbench {
  /** The browser that was with App 1 asks for the page again; with { cache: false } without what it has kept. */
  reload(options?: { cache: boolean }): Promise<string>;
  /** A new tab of that browser asks. */
  newTab(): Promise<string>;
  /** Another browser asks, a process of its own. */
  newBrowser(): Promise<string>;
  curl(): Promise<string>;
  /** Ends the connections that lead to the first server, and does nothing else. */
  endConnections(): Promise<void>;
  /** The rows of the port, as netstat lists them. */
  rows(): Promise<string[]>;
}

/** Does it come out as the guess predicts? */
export async function comesTrue(bench: Workbench): Promise<boolean> {
  return (await bench.reload()) === 'App 1';
}
