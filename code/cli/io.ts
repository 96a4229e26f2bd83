import { fromSystem, OperationalError } from '../base/errors.ts';

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

/** The output cannot be written, as to a full disk: what was said is lost, so nothing can be told. */
export class OutputLost extends OperationalError {
  override name = 'OutputLost';

  constructor(error: NodeJS.ErrnoException) {
    const { message, remedy } = fromSystem(error) ?? { message: error.message, remedy: undefined };
    super(`the output cannot be written: ${message}`, remedy ?? 'let it go elsewhere');
  }
}

/** The same world but for some of it; what is read anew each time, such as the columns, still is. */
export function changedIo<World extends object>(io: World, changes: Partial<World>): World {
  return Object.create(io, Object.getOwnPropertyDescriptors(changes));
}

export interface ProcessIo extends Io {
  /**
   * Resolves when the system has taken all that was said, or the command was ended from outside.
   * @throws OutputLost when it has not, whether the command noticed or not
   */
  flush: () => Promise<void>;
}

/** The real world: this process's streams, environment and signals. */
export function processIo(): ProcessIo {
  const { stdout, stderr, stdin, env } = process;
  const ending = new AbortController();
  const { signal } = ending;
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
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') end(0);
    else ending.abort(new OutputLost(error));
  });
  stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') ending.abort(new OutputLost(error));
  });

  /** Of each stream the last write, which ends when all before it have ended. */
  const last = new Map<NodeJS.WriteStream, Promise<void>>();
  const write = (stream: NodeJS.WriteStream, text: string) => {
    last.set(stream, new Promise((done) => void stream.write(text, () => done())));
  };

  return {
    out: (text) => void (signal.aborted || write(stdout, text)),
    err: (text) => write(stderr, text),
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
    signal,
    async flush() {
      if (!signal.aborted) await Promise.all(last.values());
      await new Promise((told) => setImmediate(told)); // a stream's error comes after its callback
      if (signal.reason instanceof OutputLost) throw signal.reason;
    },
  };
}
