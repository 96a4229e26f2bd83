import type { LabEvent } from '../run/events.ts';
import type { Setting } from './setting.ts';

export type AppNumber = 1 | 2;
/** Who has a pool of connections, or one for a moment. */
export type ClientName = 'browser' | 'second browser' | 'one curl' | 'curl' | 'fresh client';
export type Asker = ClientName | 'new tab';

/** All there is at one moment. Never changed: a step makes the next one. */
export interface State {
  readonly setting: Setting;
  /** Milliseconds since the run began; only waiting moves it. */
  readonly now: number;
  readonly apps: Readonly<Record<AppNumber, App>>;
  readonly clients: Readonly<Record<'browser' | 'second browser' | 'one curl', Client>>;
  /** Connections that both ends have closed, the newest first. */
  readonly ended: Ended | null;
  /** How many connections there have been. */
  readonly opened: number;
  /** What the last action made happen, as a run tells it, and what came of each request. */
  readonly events: readonly LabEvent[];
  readonly results: readonly Result[];
}

export type App = 'not started' | 'listens' | 'stopped' | 'drains';

export interface Client {
  readonly pool: readonly Connection[];
  /** Requests that wait for a connection, all of them being busy. */
  readonly waiting: readonly Request[];
  /** Whose page it has in its cache. */
  readonly cached: AppNumber | null;
}

export interface Request {
  readonly who: Asker;
  readonly path: '/' | '/slow';
  /** Is it sent for the second time? */
  readonly again: boolean;
}

export interface Connection {
  /** The client’s port. */
  readonly peer: number;
  readonly app: AppNumber;
  /**
   * - `silent`: nothing was asked on it yet; `idle`: nothing at the moment
   * - `busy`: an answer is awaited
   * - `half closed`: the server has closed its end, and the client has not noticed
   */
  readonly phase: 'silent' | 'busy' | 'idle' | 'half closed';
  /** When that began, ms. */
  readonly since: number;
  /** How many requests it has carried. */
  readonly nth: number;
  /** Was it there before the request that it carries now? */
  readonly used: boolean;
  /** What is awaited while it is busy. */
  readonly request: Request | null;
  /** Whose page its ETag, If-None-Match, names: what was in the cache when it was sent. */
  readonly brought: AppNumber | null;
}

export interface Ended {
  readonly peer: number;
  readonly app: AppNumber;
  readonly who: ClientName;
  /** Which end closed first: that one is in TIME_WAIT. */
  readonly by: 'client' | 'server';
  /** When the other end followed, ms. */
  readonly at: number;
  readonly before: Ended | null;
}

/** What came of a request. */
export interface Result {
  readonly who: Asker;
  readonly path: '/' | '/slow';
  readonly got:
    | { app: AppNumber; status: 200 | 304; peer: number }
    | 'refused'
    | 'reset'
    | 'waits'
    | 'given up';
}
