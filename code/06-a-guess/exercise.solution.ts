// Lesson 6: lessons/06-a-guess.mdx#do-it

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
  const before = await bench.reload();
  await bench.endConnections();
  const after = await bench.reload(); // it brings along what it brought before
  return before === 'App 1' && after === 'App 2';
}
