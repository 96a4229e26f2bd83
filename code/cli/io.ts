/** What a command may know of the world around it; a test hands in its own. */
export interface Io {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Size of the terminal, as it is now; 80 columns where there is none. */
  readonly columns: number;
  readonly lines: number | undefined;
  /** Is `out` a terminal? */
  isTTY: boolean;
  /** May colours be used? Not with NO_COLOR, TERM=dumb, or a pipe. */
  color: boolean;
  /** Can somebody be asked? Only on a terminal, and never with CI set. */
  canAsk: boolean;
  env: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C, a closed pipe or terminal, or SIGTERM; the reason says which. */
  signal: AbortSignal;
}

/** Why a command was ended from outside, and the exit status that says so. */
export class Interrupted extends Error {
  override name = 'Interrupted';
  readonly status: number;

  constructor(status: number) {
    super(`ended from outside, status ${status}`);
    this.status = status;
  }
}

/** The real world: this process's streams, environment and signals. */
export function processIo(): Io {
  const { stdout, stderr, stdin, env } = process;
  const ending = new AbortController();
  const end = (status: number) => ending.abort(new Interrupted(status));

  let first = 0;
  process.on('SIGINT', () => {
    const now = performance.now();
    // The second Ctrl-C ends without manners. A repeat within 300 ms is no second: npm relays.
    if (first && now - first > 300) process.exit(130);
    first ||= now;
    end(130);
  });
  process.on('SIGTERM', () => end(143));
  process.on('SIGHUP', () => end(129)); // the terminal is gone
  // The reader of a pipe has seen enough (`| head -1`): nothing is wrong, and nothing stays behind.
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => end(code === 'EPIPE' ? 0 : 2));

  return {
    out: (text) => void (ending.signal.aborted || stdout.write(text)),
    err: (text) => void stderr.write(text),
    get columns() {
      // A terminal of 0 columns is one that does not know its size.
      return stdout.columns || Number(env.COLUMNS) || 80;
    },
    get lines() {
      return stdout.rows;
    },
    isTTY: Boolean(stdout.isTTY),
    color: Boolean(stdout.isTTY) && stdout.hasColors(),
    canAsk:
      Boolean(stdin.isTTY && stdout.isTTY && stdout.columns) && !env.CI && env.TERM !== 'dumb',
    env,
    signal: ending.signal,
  };
}
