import type { Finding, Met } from '../examination.ts';
import type { Paths, SomePaths } from '../options.ts';
import type { Run, RunPlan } from '../run/run.ts';
import type { Context } from '../verdicts/connections.ts';
import type { RuleName } from '../verdicts/rules.ts';
import type { Address, Observed } from '../wire/connection.ts';

/** One kind of connection that a stop meets, and all that is to be known of it. */
export interface Probe<Id extends string = string> extends About<Id> {
  /** Brings the connection into its state. @throws NotHeld when the server would not */
  open(stage: Stage): Promise<Held>;
}

/** A probe that needs a stop of its own, beside no other. */
export interface ProbeOfItsOwn<Id extends string = string> extends About<Id> {
  /** @param again starts and stops the server once more; resolves with why nothing was met, or what was */
  meet(again: (plan: OwnPlan) => Promise<Run>): Promise<Met | string>;
}

export type OwnPlan = Pick<RunPlan, 'probes'> & Partial<RunPlan>;

interface About<Id extends string> {
  id: Id;
  title: string;
  /** The route that it needs, or HTTP/2; null: the fast one, which every server has. */
  needs: keyof Paths | 'h2' | null;
  /** GRACEFUL cannot be said where it has what it needs and has not been examined. */
  required?: true;
  /** A request is in progress when the signal comes. */
  inProgress?: true;
  /** It opens nothing before the signal, so it hides nobody. */
  holdsNothing?: true;
  /** It has no end of its own. */
  endless?: true;
  /** It may stay for ever when nobody does anything, so it can be tried alone: does it hold the process? */
  canHold?: true;
  /** The rules that its verdict may rest on, for `--explain`. */
  mayFind: readonly RuleName[];
  /** What it met, as findings: pass, note, warning or fault; `skipped` where it shows nothing. */
  judge(met: Met, context: Context): Finding[];
  /** What it does, for `--explain`. */
  does: string;
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
  /**
   * A connection that is left when the run is over; where the server speaks TLS after its handshake, or
   * without one. @throws NotHeld when it is refused
   */
  connect(how?: { handshake: boolean }): Promise<Observed>;
  /** A connection of somebody who comes by and leaves again. @throws the socket's error */
  visit(): Promise<Observed>;
  /** When P12 begins, in ms after the signal. */
  raceFromMs: number;
  /** How long the fast path took when nobody stopped the server, in ms. */
  fastMs: number;
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
  /**
   * Resolves `rest` ms after the successor took the port, and no sooner than `earliest` ms after the
   * signal: what the old process answers then, it answers beside the new one. False as with `at`. With
   * `latest` it does not wait longer than that, also for who serves on.
   */
  afterPort(earliest: number, rest: number, latest?: number): Promise<boolean>;
  /** How long is left until the cap, in milliseconds. */
  left(): number;
  /** The successor has the port. */
  portIsTaken(): boolean;
  /** The run is over. */
  isOver(): boolean;
  /** Only one probe is in the run, such as where all together would take all workers. */
  isLone: boolean;
}

/** The server did not let the probe bring a connection into its state. */
export class NotHeld extends Error {
  override name = 'NotHeld';
  /** There can be no such connection, so there is nothing to examine; else it was not to be had this time. */
  readonly moot: boolean;

  constructor(message: string, { moot = false } = {}) {
    super(message);
    this.moot = moot;
  }
}

/** How long a probe waits for its connection to be in its state, before the signal, in ms. */
export const patience = 3_000;
