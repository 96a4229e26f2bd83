import type { Process } from '../../base/processes.ts';

/** The server that is examined: started by us, or attached to. */
export interface Target extends AsyncDisposable {
  /** The process that gets the signal. */
  pid: number;
  /** Set when that process has ended; code and signal are null of a process that is not ours. */
  readonly gone: { code: number | null; signal: string | null; at: number } | undefined;
  /** Resolves when it has ended. */
  whenGone: Promise<void>;
  /** Its living processes: itself, its descendants, and what calls itself apart from them. */
  family(): Process[];
  /** @throws CannotExamine when it is not there any more */
  send(signal: NodeJS.Signals): void;
  /** The end of what it printed. Bytes from outside. */
  lastWords(): string;
}
