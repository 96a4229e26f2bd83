import { until, within } from '../base/until.ts';
import type {
  AnswerFact,
  AppName,
  CommandFact,
  LabEvent,
  MiddlemanName,
  SocketFact,
} from '../run/events.ts';
import { ownRowsOnly } from '../run/own-rows.ts';
import type { Words } from '../run/words.ts';
import { NoSocketTable } from '../sockets/list-sockets.ts';
import { netstat } from '../sockets/netstat.ts';
import type { Release } from './another-node.ts';
import { bodyOf, curl, openGate } from './clients/curl.ts';
import type { BrowserDriver, Driver } from './clients/driver.ts';
import { freshClient } from './clients/fresh.ts';
import { type Ask, asBrowser, type Browser, type Client } from './clients/pages.ts';
import { Ledger } from './ledger.ts';
import { ConnectionLost, lossSince } from './loss.ts';
import { RunClock } from './run-clock.ts';
import { settledRows } from './settled-rows.ts';
import type { App } from './stage.ts';

export interface LabOptions {
  /** Receives every event of the run, in order. */
  emit: (event: LabEvent) => void;
  /** Asks the reader to predict; undefined when nobody can be asked. */
  ask: (prediction: string) => Promise<string | undefined>;
  port: number;
  /** The release of Node that the programs run on, where it is not ours; a stage reads it. */
  node?: Release | undefined;
  /** Who stands between clients and apps; `openMiddleman` reads it. */
  through?: MiddlemanName | undefined;
  /** The browser of the run, already open; none where a lesson has none. */
  browser?: BrowserDriver | undefined;
  /** Opens the same kind of browser once more. */
  openBrowser: () => Promise<BrowserDriver>;
}

type Id<Table> = keyof Table & string;
type Untimed<E> = E extends unknown ? Omit<E, 'at'> : never;

/**
 * The place where a story happens: real apps, real clients, real commands on one port of 127.0.0.1.
 * Whatever happens is emitted as an event; whatever is opened is owned here and ends with the lab.
 */
export class Lab<W extends Words = Words> implements AsyncDisposable {
  /** The port of the apps; 0 until the first of them got one. */
  port: number;
  readonly ledger: Ledger;
  /** Owns apps and clients, in the order of their opening. */
  readonly owned = new AsyncDisposableStack();
  readonly options: LabOptions;
  /** Where clients ask, where that is not the port of the apps: a middleman's. */
  front: number | undefined;
  readonly #ports = new Set<number>();
  /** Which app says this. */
  readonly #pages = new Map<string, AppName>();
  readonly #clock = new RunClock();
  readonly #ownRowsOnly = ownRowsOnly();
  #asking = 'somebody';
  #inScene = false;
  #over = false;
  /** An app has listened: there is a port to look at. */
  #opened = false;
  /** There is no socket table that we can read. */
  #blind = false;

  constructor(options: LabOptions) {
    this.options = options;
    this.port = options.port;
    this.ledger = new Ledger(
      (fact) => this.tell(fact),
      () => this.#asking,
    );
  }

  /** A stage calls this when an app listens: `greeting` is the page by which it is known. */
  appeared({ name, port }: App, greeting: string): void {
    this.port = port;
    this.#ports.add(port);
    this.#pages.set(greeting, name);
    this.ledger.listeners.set(name, port);
  }

  /** The app that says this, as a client reads it; undefined when none does. */
  appSaying(page: string): AppName | undefined {
    return this.#pages.get(page.trim());
  }

  /** From here on it is this client's turn: new connections are put down to it. */
  turn(who: string): void {
    this.assertGoingOn();
    this.#asking = who;
    this.#tellUnclaimed();
  }

  /**
   * Stamps an event with its time and hands it on, of a socket tool with the rows of this run alone;
   * after the end of the run there is silence.
   */
  tell<E extends Untimed<LabEvent>>(event: E): E & { at: number } {
    if (event.kind === 'server') this.#opened = true;
    const stamped = { at: Math.round(this.#clock.now()), ...event };
    const own = this.#ownRowsOnly(stamped as unknown as LabEvent);
    if (!this.#over) this.options.emit(own);
    return own as unknown as E & { at: number };
  }

  /**
   * A run that was ended from outside leaves its story behind, somewhere at an `await`. The story's
   * next step ends it here, before it can open anything that nobody owns.
   */
  assertGoingOn(): void {
    if (this.#over) throw new Error('the run is over');
  }

  /** Begins a scene, once the one before has settled. */
  async scene(id: Id<W['scenes']>): Promise<void> {
    await this.settle();
    this.#inScene = true;
    this.tell({ kind: 'scene', id });
  }

  /** Says what the run has shown; the words have the sentence. */
  finding(id: Id<W['findings']>): void {
    this.tell({ kind: 'finding', id });
  }

  /**
   * Asks the reader what will happen. Thinking takes time, so afterwards the connections are
   * counted: the evidence must still be there.
   * @throws ConnectionLost when one of them ended meanwhile
   */
  async predict(id: Id<W['predictions']>): Promise<void> {
    await this.settle();
    const before = this.ledger.connections.filter((connection) => connection.open);
    const choice = await this.#clock.during(this.options.ask(id));
    // The kernel knows first: an app may not have heard yet that a connection is gone.
    if (choice !== undefined) await this.#rows();
    this.tell({ kind: 'prediction', id, choice: choice ?? null });
    const lost = lossSince(before);
    if (lost) throw new ConnectionLost(lost);
  }

  /** The run's browser: real or the stand-in, as the reader chose. It keeps its connections. */
  browser(): Browser {
    const { browser } = this.options;
    if (!browser) throw new Error('this lesson has no browser: see code/course/lessons.ts');
    return this.#browser('browser', browser);
  }

  /** The same browser a second time: another process, with a profile of its own. */
  async secondBrowser(): Promise<Browser> {
    return this.#browser('second browser', this.owned.use(await this.options.openBrowser()));
  }

  #browser(who: string, driver: BrowserDriver): Browser {
    const ask: Ask = (who, path, act) => this.#ask(who, path, () => act(this.url(path)));
    return asBrowser(who, driver, this, ask);
  }

  /** A client that has never been here: a new connection for every visit. */
  freshClient(): Client {
    const { visit } = freshClient();
    return { visit: (path = '/') => this.#ask('fresh client', path, () => visit(this.url(path))) };
  }

  /** Runs the real curl, once, on one address. */
  async curl(path = '/'): Promise<AnswerFact> {
    return await this.#ask('curl', path, async () => {
      const ran = await curl('-sv', [this.url(path)]);
      this.tell({ kind: 'command', ...ran, shown: true });
      return { shown: bodyOf(ran.output), peer: undefined };
    });
  }

  /**
   * Runs ONE curl process on the same address twice. Between the two stands an address of ours that
   * answers when `meanwhile` is done: no clock decides when the second request goes out.
   */
  async curlTwice(meanwhile: () => Promise<unknown>): Promise<[AnswerFact, AnswerFact]> {
    await using gate = await openGate(meanwhile);
    this.assertGoingOn();
    this.#asking = 'one curl';
    const ran = await curl(`-s -w '%{num_connects} new\\n'`, [
      this.url('/'),
      gate.url,
      this.url('/'),
    ]);
    this.tell({ kind: 'command', ...ran, shown: true });
    const [first = '', , , , last = ''] = ran.output.split('\n');
    return [await this.#claimFor('one curl', first), await this.#claimFor('one curl', last)];
  }

  async #claimFor(who: string, shown: string): Promise<AnswerFact> {
    const answer = await this.ledger.claim({ path: '/', peer: undefined });
    return this.tell({ kind: 'answer' as const, who, shown, ...answer });
  }

  /** Ends every connection to one app from the app's side, and does nothing else to it. */
  async endConnections({ name }: App): Promise<void> {
    const living = this.ledger.connections.filter(({ app, open }) => app === name && open);
    for (const connection of living) connection.end?.();
    await this.#rows();
  }

  /** Lets time pass, where time is the lesson. */
  async time(ms: number): Promise<void> {
    this.assertGoingOn();
    await new Promise((passed) => setTimeout(passed, ms));
  }

  /** Asks nothing, until every connection that carried a request has ended. */
  async silence(): Promise<void> {
    this.assertGoingOn();
    const carried = () => this.ledger.connections.filter(({ requests }) => requests > 0);
    await until(
      'silence to end the connections',
      () => carried().every(({ open }) => !open) || undefined,
    );
  }

  async #ask(
    who: string,
    path: string,
    act: () => ReturnType<Driver['visit']>,
  ): Promise<AnswerFact> {
    this.turn(who);
    const { shown, peer } = await within(`${who} to get an answer`, act());
    return await this.answered(who, path, { page: shown, peer });
  }

  /**
   * Tells what a client was answered, as the app saw it.
   * @throws NeverCame when no app reports such an answer
   */
  async answered(
    who: string,
    path: string,
    { page, peer }: { page: string; peer: number | undefined },
  ): Promise<AnswerFact> {
    // An app sees the port of whoever stands in between.
    const answer = await this.ledger.claim({ path, peer: this.front ? undefined : peer });
    return this.tell({ kind: 'answer' as const, who, shown: page, ...answer });
  }

  /** What a client asked of its own accord belongs to the record too, though nobody looked at it. */
  #tellUnclaimed(): void {
    for (const answer of this.ledger.takeUnclaimed()) {
      this.tell({ kind: 'answer', shown: null, ...answer });
    }
  }

  /** Where clients ask for a path. */
  url(path: string): string {
    return `http://127.0.0.1:${this.front ?? this.port}${path}`;
  }

  /** Runs netstat on the run's port, as the author of the report did; `only` adds his last filter. */
  async netstat(options: { only?: 'listening'; shown?: boolean } = {}): Promise<CommandFact> {
    const { shown = true, ...filter } = options;
    return this.tell({ kind: 'command' as const, ...(await netstat(this.port, filter)), shown });
  }

  /**
   * Waits until the kernel's table agrees with what apps and clients did, and records it. On a system
   * without a table that we can read, says so once, and the run goes on without its rows.
   */
  async settle(): Promise<void> {
    this.assertGoingOn();
    if (!this.#inScene || !this.#opened) return;
    this.#inScene = false;
    const rows = await this.#rows();
    this.#tellUnclaimed();
    if (!rows) return;
    this.tell({ kind: 'sockets', rows });
    await this.netstat({ shown: false });
  }

  async #rows(): Promise<SocketFact[] | undefined> {
    // What stands in between has connections of its own, and checks that come and go.
    if (this.#blind || this.ledger.behind) return undefined;
    try {
      return await settledRows(this.#ports, this.ledger);
    } catch (error) {
      if (!(error instanceof NoSocketTable)) throw error;
      this.#blind = true;
      this.tell({ kind: 'note', text: `${error.message}. The lesson goes on without its rows` });
      return undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true;
    await this.owned.disposeAsync();
  }
}
