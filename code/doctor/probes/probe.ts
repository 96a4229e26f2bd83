import type { Met, ProbeId } from '../examination.ts';
import type { Paths, SomePaths } from '../options.ts';
import type { Address, Observed } from '../wire/connection.ts';

/** One kind of connection that a stop meets. */
export interface Probe {
  id: ProbeId;
  title: string;
  /** The route that it needs, or HTTP/2; null: the fast one, which every server has. */
  needs: keyof Paths | 'h2' | null;
  /** What it does, for `--explain`. */
  does: string;
  /** Brings the connection into its state. @throws NotHeld when the server would not */
  open(stage: Stage): Promise<Held>;
}

/** A connection in the state in which the signal is to find it. */
export interface Held {
  /** What this client does once the signal has gone out; it ends when nothing more can come. */
  follow(after: AfterSignal): Promise<void>;
  /** What was met; times are counted from `zero`, the moment of the signal. */
  met(zero: number): Met;
}

/** What a probe may use. */
export interface Stage extends Address {
  paths: SomePaths & Pick<Paths, 'fast'>;
  /** A connection that is left when the run is over. @throws NotHeld when it is refused */
  connect(): Promise<Observed>;
  /** When P12 begins, in ms after the signal. */
  raceFromMs: number;
  /** Sends the request whose loss would matter: with `--count` a POST that the server counts. */
  repeat(connection: Observed): void;
  /** Something else to let go of when the run is over. */
  onLeave(leave: () => void): void;
}

export interface AfterSignal {
  /** Milliseconds since the signal. */
  ms(): number;
  /** Resolves so long after the signal; false when the run is over by then, or of a lone connection. */
  at(ms: number): Promise<boolean>;
  /** How long is left until the cap, in milliseconds. */
  left(): number;
  /** The successor has the port. */
  portIsTaken(): boolean;
  /** The run is over. */
  isOver(): boolean;
}

/** The server did not let the probe bring a connection into its state. */
export class NotHeld extends Error {
  override name = 'NotHeld';
}

/** How long a probe waits for its connection to be in its state, before the signal, in ms. */
export const patience = 3_000;
