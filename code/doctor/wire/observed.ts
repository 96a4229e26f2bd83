import type { Connection } from '../examination.ts';
import type { Spoken } from './answers.ts';

/** One TCP connection of the doctor, each event of which is stamped with `performance.now()`. */
export interface Observed {
  /** Its port on our side; 0: it has none. */
  readonly localPort: number;
  readonly answers: readonly Spoken[];
  /** The server has neither ended nor reset it, and neither have we. */
  readonly isOpen: boolean;
  /** How the server ended it, and when. */
  readonly ended: { how: 'FIN' | 'RST'; at: number } | undefined;
  /** How many requests were begun. */
  readonly asked: number;
  /** Hands over the bytes behind a 101: those that have come, and each that comes. */
  onRaw(take: (bytes: Buffer) => void): void;
  /** A whole request, or several in one go. */
  ask(...requests: string[]): void;
  /** The first part of a request. */
  begin(part: string): void;
  /** The rest of it. */
  complete(rest: string): void;
  /** Bytes that are no request: a WebSocket frame. */
  write(bytes: Buffer): void;
  /** Stop and go on reading: a slow client. */
  pause(): void;
  resume(): void;
  /** Waits until `met()`, looking at each event; false after `ms` milliseconds, or when it is left. */
  until(met: () => boolean, ms: number): Promise<boolean>;
  /** What it met; times are counted from `zero`. */
  facts(zero: number, closeCode?: number | null): Connection;
  leave(): void;
}

export interface Address {
  host: string;
  port: number;
  /** It speaks TLS; whose certificate that is, is not asked: loopback has no stranger. */
  tls?: boolean | undefined;
  /** A Unix socket, in place of host and port. */
  socket?: string | undefined;
}
