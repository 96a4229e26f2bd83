/**
 * A run of a lesson is a stream of these events; the terminal, the recording, the page's transcript
 * and the diagrams are views of it. Facts say what happened; marks say where in the story it did.
 */
export type LabEvent = Fact | Mark;

export type Fact =
  | RunFact
  | NoteFact
  | ServerFact
  | AnswerFact
  | ConnectionFact
  | CommandFact
  | SocketsFact
  | ProcessFact
  | MiddlemanFact
  | FailureFact
  | TallyFact
  | StreamFact;
export type Mark = SceneMark | PredictionMark | FindingMark;

/** `App 1` is the first app that a run starts, `App 2` the second. */
export type AppName = `App ${number}`;

/** The program that is told: the lesson's buggy.ts, its fixed.ts, or the original on Tornado. */
export type Program = 'buggy' | 'fixed' | 'original';

/** Who plays the browser. `stand-in` is our own keep-alive client in a process of its own. */
export type BrowserName = 'stand-in' | 'chromium' | 'firefox';

/** Who stands between clients and apps: a balancer of ours that never retries, or a real one. */
export type MiddlemanName = 'balancer' | 'nginx' | 'haproxy';

interface At {
  /** Milliseconds since the run began. */
  at: number;
}

/** The first event of every run: what ran, on what, and when. */
export interface RunFact extends At {
  kind: 'run';
  lesson: string;
  program: Program;
  browser: BrowserName;
  /** Who stood in between, where the lesson has somebody there. */
  through?: MiddlemanName;
  /** The day of the run, `2026-11-25`. */
  date: string;
  port: number;
  /** Version of each program that took part, by its name: `{ node: '26.10.0', Chromium: '156.0.8078.79' }`. */
  versions: Record<string, string>;
}

/** Something about this machine that a reader should know: a taken port, a missing tool. */
export interface NoteFact extends At {
  kind: 'note';
  text: string;
}

export interface ServerFact extends At {
  kind: 'server';
  app: AppName;
  did: 'listen' | 'stop' | 'close-all';
  port: number;
}

/** One request and its answer. All but `shown` was seen from the server's side. */
export interface AnswerFact extends At {
  kind: 'answer';
  /** The client that asked: `browser`, `fresh client`. */
  who: string;
  method: string;
  path: string;
  /** The app that wrote the answer, and the status it put on the wire. */
  app: AppName;
  status: number;
  etag: string | null;
  /** The validator that the client brought back, RFC 9110 section 13.1.2. */
  ifNoneMatch: string | null;
  /** The client's own port, as the server saw it: equal ports mean the same connection. */
  peer: number;
  /** 1 for the first request on its connection, 2 for the next. */
  nth: number;
  /**
   * The page that the client then showed; after a 304 it comes from the client's own cache.
   * null: the client asked of its own accord, as a browser does for /favicon.ico.
   */
  shown: string | null;
}

/** A connection that an app accepted, or the end of one. */
export interface ConnectionFact extends At {
  kind: 'connection';
  did: 'open' | 'close';
  app: AppName;
  who: string;
  peer: number;
  /** Who ended it: the side that closed first, where the server can tell. Only with `close`. */
  by?: 'client' | 'server';
}

/** A command that was really run, with what it printed. */
export interface CommandFact extends At {
  kind: 'command';
  line: string;
  /** What printed: a socket tool (`course` is our own reader), `curl`, or a `program` of the lesson's. */
  tool: 'netstat' | 'ss' | 'course' | 'curl' | 'program';
  output: string;
  /** How many rows of earlier runs and of strangers a recording left out. */
  others?: number;
  /** Was it run on stage, for the reader to see? Else only lesson 7 shows it. */
  shown: boolean;
}

/** All rows of the run's port when a scene had settled. */
export interface SocketsFact extends At {
  kind: 'sockets';
  rows: SocketFact[];
}

/** One row of the table, in the words of the story rather than of the kernel. */
export interface SocketFact {
  /** Whose end of the connection this is: an app, a client, or null when nobody owns it any more. */
  owner: string | null;
  state: string;
  local: number;
  remote: number;
  pid: number | null;
}

/**
 * What became of a process that runs one of the apps.
 * - `start`: how it was started, and from the process that got that line down to the one that listens.
 * - `signal`: it was sent to the first of them.
 * - `exit`: of the first of them, with status or signal, and how many ms after it was told.
 */
export type ProcessFact = At & {
  kind: 'process';
  who: string;
  pid: number;
} & (
    | { did: 'start'; line: string; chain: Array<{ pid: number; program: string }> }
    | { did: 'signal'; signal: string }
    | { did: 'exit'; status: number | null; signal: string | null; after: number | null }
  );

/** What a middleman did: began to listen, put a backend out, took it back. */
export type MiddlemanFact = At & { kind: 'middleman'; name: MiddlemanName; port: number } & (
    | { did: 'listen' }
    | { did: 'out' | 'back'; app: AppName }
  );

/** A request that brought no page: what its client saw, and how often a handler ran for it all the same. */
export interface FailureFact extends At {
  kind: 'failure';
  who: string;
  method: string;
  path: string;
  /** A code of Node’s, `ECONNRESET`, or a status, `502`; `ended` when the connection ended without a word. */
  saw: string;
  /** How many times a handler began to answer it: 0, never read; 2, it was sent again. */
  ran: number;
}

/** What many requests came to: who answered them, or what was seen instead. */
export interface TallyFact extends At {
  kind: 'tally';
  who: string;
  /** Method and path. */
  asked: string;
  outcomes: Outcome[];
}

export interface Outcome {
  /** `App 1`, or what a client saw instead: `ECONNRESET`, `502`. */
  outcome: string;
  count: number;
  /**
   * What another run must have in common with this one. Without it: none, some or all of them, which is
   * what holds on a machine that is busy.
   */
  bound?: 'exactly' | { moreThan: number } | { atMost: number };
}

/**
 * An answer that lasts, as its client sees it: `ended` whole, `cut` in the middle; an EventSource goes on
 * `reconnecting`, or gives up for good.
 */
export interface StreamFact extends At {
  kind: 'stream';
  who: string;
  path: string;
  did: 'open' | 'event' | 'ended' | 'cut' | 'reconnecting' | 'gave up';
  /** Of an event. */
  id?: string;
  data?: string;
}

export interface SceneMark extends At {
  kind: 'scene';
  id: string;
}

/** The reader was asked to predict; `choice` is null when nobody could be asked. */
export interface PredictionMark extends At {
  kind: 'prediction';
  id: string;
  choice: string | null;
}

/** What the run showed: the id of a sentence in the lesson's words. */
export interface FindingMark extends At {
  kind: 'finding';
  id: string;
}
