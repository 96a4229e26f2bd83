import { until } from '../base/until.ts';
import type { AppName, ConnectionFact } from '../run/events.ts';

/** A connection as the server's side saw it. */
export interface LedgerConnection {
  app: AppName;
  /** The client's own port. */
  peer: number;
  who: string;
  /** How many requests a handler began to answer, and how many it has answered. */
  handled: number;
  requests: number;
  open: boolean;
  /** One of many: counted in a tally, and told by nobody. */
  quiet: boolean;
  /** Who ended it, once it has ended. */
  by?: 'client' | 'server';
  /** Ends it from the app's side, where the app runs in this process. */
  end?: () => void;
}

/** An answer as the server's side wrote it. */
export interface LedgerAnswer {
  app: AppName;
  peer: number;
  nth: number;
  method: string;
  path: string;
  status: number;
  etag: string | null;
  ifNoneMatch: string | null;
}

type Told = Omit<ConnectionFact, 'at'>;

/**
 * What the apps themselves saw: every connection they accepted, every answer they wrote. It is the
 * one witness for status, ETag and re-use, whichever client asked and whatever its tools report
 * (a browser's script reads 200 where the wire said 304).
 */
export class Ledger {
  readonly connections: LedgerConnection[] = [];
  /** The apps whose listening sockets are open, and their ports. */
  readonly listeners = new Map<AppName, number>();
  /** Apps in other processes tell with a delay of some ms: each of these hears what has been told by now. */
  readonly sources = new Set<() => void>();
  /** These are many: their connections and answers are not told one by one. */
  readonly quiet = new Set<string>();
  /**
   * Somebody stands between clients and apps: whose connections these are, the apps cannot tell, so they
   * are not told. Nor is what its health checks ask.
   */
  behind: { checks: string } | undefined;
  #unclaimed: LedgerAnswer[] = [];
  readonly #handled = new Map<string, number>();
  readonly #tell: (fact: Told) => void;
  readonly #asking: () => string;

  /** @param asking names the client whose turn it is: a new connection is put down to it */
  constructor(tell: (fact: Told) => void, asking: () => string) {
    this.#tell = tell;
    this.#asking = asking;
  }

  opened(app: AppName, peer: number, end?: () => void): void {
    const who = this.#asking();
    const quiet = this.behind !== undefined || this.quiet.has(who);
    this.connections.push({
      ...{ app, peer, who, handled: 0, requests: 0, open: true, quiet },
      ...(end && { end }),
    });
    if (quiet) return;
    this.#tell({ kind: 'connection', did: 'open', app, who, peer });
  }

  /** @param by null where the app cannot tell */
  closed(app: AppName, peer: number, by: 'client' | 'server' | null): void {
    const connection = this.find(app, peer);
    if (!connection?.open) return;
    connection.open = false;
    if (by) connection.by = by;
    if (connection.quiet) return;
    this.#tell({
      kind: 'connection',
      did: 'close',
      app,
      who: connection.who,
      peer,
      ...(by && { by }),
    });
  }

  answered(app: AppName, peer: number, answer: Omit<LedgerAnswer, 'app' | 'peer' | 'nth'>): void {
    const connection = this.find(app, peer);
    if (!connection) return;
    connection.requests++;
    if (connection.quiet && !(this.behind && answer.path !== this.behind.checks)) return;
    this.#unclaimed.push({ app, peer, nth: connection.requests, ...answer });
  }

  /** A handler began to answer a request. */
  handled(app: AppName, peer: number, method: string, path: string): void {
    const connection = this.find(app, peer);
    if (connection) connection.handled++;
    const asked = `${method} ${path}`;
    this.#handled.set(asked, (this.#handled.get(asked) ?? 0) + 1);
  }

  /** Hears what has been told by now. */
  catchUp(): void {
    for (const hear of this.sources) hear();
  }

  /** How often a handler has begun to answer this since the run began. */
  ran(method: string, path: string): number {
    this.catchUp();
    return this.#handled.get(`${method} ${path}`) ?? 0;
  }

  /** An app's process is gone, and its connections with it. */
  gone(app: AppName): void {
    this.listeners.delete(app);
    for (const each of this.connections)
      if (each.app === app) this.closed(app, each.peer, 'server');
  }

  /** Hands over the answers that no client claimed, such as one to a browser's /favicon.ico. */
  takeUnclaimed(): Array<LedgerAnswer & { who: string }> {
    const taken = this.#unclaimed;
    this.#unclaimed = [];
    const told = taken.map((answer) => ({
      who: this.find(answer.app, answer.peer)?.who ?? 'somebody',
      ...answer,
    }));
    // Behind a middleman those of the many come here, too.
    return told.filter(({ who }) => !this.quiet.has(who));
  }

  /**
   * The answer that belongs to the request just made.
   * @param from the path that was asked for, and the client's port where the client knows it
   * @throws NeverCame when no app reports such an answer
   */
  async claim(from: { path: string; peer: number | undefined }): Promise<LedgerAnswer> {
    const answer = await until(`an app to report its answer to ${from.path}`, () =>
      this.#unclaimed.find(
        ({ path, peer }) => path === from.path && (from.peer === undefined || peer === from.peer),
      ),
    );
    this.#unclaimed.splice(this.#unclaimed.indexOf(answer), 1);
    return answer;
  }

  /** A port may come back for a later connection: the newest is meant. */
  find(app: AppName, peer: number): LedgerConnection | undefined {
    return this.connections.findLast((each) => each.app === app && each.peer === peer);
  }
}
