import type { Server } from 'node:http';
import type { AppName } from '../run/events.ts';

/** What a program in this process can do; `buggy.ts` and `fixed.ts` export these two. */
export interface Deeds {
  start(greeting: string, port: number): Promise<Server>;
  /** What the program does when it is told to stop: stop listening, or more. */
  stop(app: Server): Promise<void>;
}

/** The same deeds as a story gets them: watched by the lab, and owned by it till the run ends. */
export interface Stage {
  start(greeting: string, port: number): Promise<App>;
  stop(app: App): Promise<void>;
  /** Name and version of what serves, where it is not our own Node: `{ Tornado: '6.2' }`. */
  versions?: Record<string, string>;
}

/** A stage whose apps are processes of their own, as in a deploy. */
export interface ProgramStage extends Stage {
  /** Starts the program as `node program.ts PORT GREETING`, and waits until it listens. */
  start(greeting: string, port: number, options?: StartOptions): Promise<App>;
  /** Sends SIGTERM, and waits until the app has stopped listening, or its process has ended. */
  stop(app: App): Promise<void>;
  /** Sends a signal to the process that was started, and waits for nothing. */
  signal(app: App, signal: NodeJS.Signals): void;
  /**
   * Waits until the process that was started has ended, and tells how.
   * @param ms how long, in milliseconds (default: 10,000)
   * @throws NeverCame when it has not
   */
  exited(app: App, ms?: number): Promise<Exit>;
  /** Presses Enter in the app's terminal. */
  enter(app: App): void;
}

export interface StartOptions {
  /**
   * Who starts it, where it is not we ourselves: `['sh', '-c', 'PROGRAM; true']`, `['npm', 'start']`.
   * PROGRAM stands for `node program.ts PORT GREETING`; a package.json there has it as its start.
   */
  by?: readonly [string, ...string[]];
  /** More for its environment. */
  env?: Record<string, string>;
}

/** How a process ended: one of the two is null. */
export interface Exit {
  status: number | null;
  signal: NodeJS.Signals | null;
}

export interface App {
  name: AppName;
  port: number;
}
