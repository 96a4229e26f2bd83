import type { Process } from '../../base/processes.ts';

/** The server that is examined: started by us, or attached to. */
export interface Target extends AsyncDisposable {
  /** The process that gets the signal. */
  pid: number;
  /** It ran already: it gets the signal and nothing else. */
  isAttached: boolean;
  /** Set when that process has ended; code and signal are null of a process that is not ours. */
  readonly gone: { code: number | null; signal: string | null; at: number } | undefined;
  /** Resolves when it has ended. */
  whenGone: Promise<void>;
  /** What is put into the environment of whoever is to be of its family; nothing of one that is attached to. */
  mark: Readonly<Record<string, string>>;
  /** Its living processes: itself, its descendants, and what calls itself apart from them. */
  family(): Process[];
  /** @throws CannotExamine when it is not there any more */
  send(signal: NodeJS.Signals): void;
  /** Takes in a daemon that left every other trace, and listens on the port that only ours was told. */
  adoptByPort(): Promise<void>;
  /** The end of what it printed. Bytes from outside. */
  lastWords(): string;
}
