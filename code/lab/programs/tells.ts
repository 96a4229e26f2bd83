import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';

/** What watch.cjs tells of a program in a process of its own. */
export type Told =
  | { kind: 'listen'; port: number; pid: number; node: string }
  | { kind: 'stop' | 'close-all' }
  | { kind: 'open'; peer: number }
  | { kind: 'close'; peer: number; by: 'client' | 'server' | null }
  | { kind: 'request'; peer: number; method: string; path: string }
  | {
      kind: 'answer';
      peer: number;
      method: string;
      path: string;
      status: number;
      etag: string | null;
      ifNoneMatch: string | null;
    };

/** How often the file is looked at, in ms: a process whose parents are strangers can only write. */
const glance = 4;

/**
 * Hands on each line that is written to a file, in order. A file and no pipe: npm and a shell hand on no
 * pipe of ours to what they start, and what was written outlives its writer.
 */
export class Tells implements Disposable {
  readonly file: string;
  readonly #hear: (told: Told) => void;
  readonly #fd: number;
  readonly #timer: NodeJS.Timeout;
  #at = 0;
  #rest = '';

  constructor(file: string, hear: (told: Told) => void) {
    writeFileSync(file, '');
    this.file = file;
    this.#hear = hear;
    this.#fd = openSync(file, 'r');
    this.#timer = setInterval(() => this.read(), glance);
  }

  /** Hands on what has been written by now. */
  read(): void {
    const buffer = Buffer.alloc(65_536);
    for (;;) {
      const length = readSync(this.#fd, buffer, 0, buffer.length, this.#at);
      if (length === 0) return;
      this.#at += length;
      const lines = (this.#rest + buffer.toString('latin1', 0, length)).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) this.#hear(JSON.parse(line) as Told);
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    closeSync(this.#fd);
  }
}
