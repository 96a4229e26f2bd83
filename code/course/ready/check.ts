/** One thing that a class needs, and how to look for it. */
export interface Check {
  what: string;
  /** What it is needed for, to be read after “for”. */
  use: string;
  look: (machine: Machine) => Seen | Promise<Seen>;
}

/** What a check may know of the machine; a test describes one of its own. */
export interface Machine {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  /** The version of the Node that runs. */
  node: string;
  /** The folder that holds /proc and /etc; ends with a slash. */
  root: string;
  /** Ends what a check has started, after a limit or by Ctrl-C. */
  signal: AbortSignal;
}

export interface Seen {
  /** `missing` keeps a lesson from going as it says, `note` does not; `unknown`: it cannot be told. */
  verdict: 'ok' | 'note' | 'missing' | 'unknown';
  found: string;
  /** What to do, where it is not ok. */
  remedy?: string;
}
