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
  /** Name and version of what serves, where it is not Node: `{ Tornado: '6.2' }`. */
  versions?: Record<string, string>;
}

export interface App {
  name: AppName;
  port: number;
}
