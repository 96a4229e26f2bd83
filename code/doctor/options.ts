import type { ProbeId } from './probes/all.ts';
import type { Progress } from './report/progress.ts';

/** What `examine()` is asked to do: start a command, or attach to a process that runs. */
export interface ExamineOptions {
  /** The server and its arguments, run as they are, without a shell. PORT is in its environment. */
  command?: readonly string[] | undefined;
  /** In place of a command: a process that runs already; needs `port`. */
  pid?: number | undefined;
  /** The port it listens on (default: a free one, told in PORT). */
  port?: number | undefined;
  /** In place of a port: the path of a Unix socket that it listens on. */
  socket?: string | undefined;
  /** A loopback address (default 127.0.0.1). */
  host?: string | undefined;
  /** Where the command runs (default: here). */
  cwd?: string | undefined;
  /** Added to this process's environment. */
  env?: Readonly<Record<string, string>> | undefined;
  paths?: SomePaths | undefined;
  /** The server speaks HTTP/2: without TLS, or with `tls` by ALPN (default false). */
  h2?: boolean | undefined;
  /** The server speaks TLS (default false). */
  tls?: boolean | undefined;
  /** The stop signal (default SIGTERM). */
  signal?: NodeJS.Signals | undefined;
  /** Work that is cut sooner than this after the signal is a fault, in ms (default 5,000). */
  graceMs?: number | undefined;
  /** It serves on for so long after the signal before it stops listening, at most, in ms (default: unknown). */
  drainMs?: number | undefined;
  /** Answers 2xx while the server is ready, and no longer once it is leaving. */
  readyPath?: string | undefined;
  /** How long the end is waited for, once the port is free, in ms (default 10,000). */
  capMs?: number | undefined;
  /** How long its first whole answer is waited for, in ms (default 15,000). */
  readyMs?: number | undefined;
  /** These probes alone. */
  only?: readonly ProbeId[] | undefined;
  /**
   * Start it once more for each kind of connection, alone: who holds the process? `never`: not even
   * for the kinds still open when the main run was held (default: for those).
   */
  solo?: boolean | 'never' | undefined;
  /** Runs alone happen at the same time, on copies of the server (default: one after another). */
  copies?: boolean | undefined;
  /** P15: start it once more and send the signal twice (default false). */
  twice?: boolean | undefined;
  /** Runs of P12, whose counts are added up (default 1). */
  repeat?: number | undefined;
  /** Ends the examination; whatever was started is gone when `examine()` rejects. */
  abort?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Where the server has an answer of each kind. A probe whose path is missing is skipped. */
export interface Paths {
  /** Answers at once (default `/`). */
  fast: string;
  /** Begins its answer after a second or more. */
  slow: string;
  /** Begins at once, and goes on for a second or more. */
  stream: string;
  /** Takes a POST and answers when the body is whole. */
  upload: string;
  /** Many megabytes. */
  big: string;
  /** An event stream without end. */
  sse: string;
  /** A WebSocket handshake. */
  ws: string;
  /** A POST is counted; a GET answers with the number, which outlives the process. */
  count: string;
}

/** A path that is missing or undefined: the server has no such answer. */
export type SomePaths = { [kind in keyof Paths]?: string | undefined };

/** `--routes`: what a server answers that has every route of this course's specimens. */
export const courseRoutes: Paths = {
  fast: '/',
  slow: '/slow',
  stream: '/stream',
  upload: '/upload',
  big: '/big',
  sse: '/sse',
  ws: '/ws',
  count: '/count',
};

export const defaults = {
  host: '127.0.0.1',
  signal: 'SIGTERM',
  graceMs: 5_000,
  capMs: 10_000,
  readyMs: 15_000,
  /** A server that says it is leaving is watched for so long, in ms: Kubernetes gives as much. */
  drainMs: 30_000,
  repeat: 1,
  fast: '/',
} as const;
