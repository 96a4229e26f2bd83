import { readFileSync } from 'node:fs';
import { within } from '../../code/base/until.ts';
import type { Action } from '../../code/model/actions.ts';
import { browsers, type Patience, type Setting } from '../../code/model/setting.ts';
import type { Result } from '../../code/model/state.ts';
import { parseProcNet } from '../../code/sockets/formats/proc-net.ts';
import type { SocketRow } from '../../code/sockets/socket-row.ts';
import { type Apps, endOf, startApps } from './apps.ts';
import { Pool, type Street } from './pool.ts';

/** curl, and a client that asks once: without patience of their own. */
const program: Patience = {
  ...{ name: 'a program', idle: Infinity, silent: Infinity, beforeHint: null },
  ...{ notices: 'when it asks', retries: 'on a used connection' },
};
/** As they are before anybody plants a fault. */
const kinds = structuredClone(browsers);
const once: Patience = { ...program, notices: 'at once', retries: 'none' };

/**
 * What the model claims to know, for real: two apps on a Node, clients with sockets, the kernel’s table.
 * One run after another.
 */
export class Lane implements AsyncDisposable {
  private street: Street = { port: 0, now: 0, opened: [], results: [], onEvent: () => {} };
  private browser!: Pool;
  private second!: Pool;
  private curl!: Pool;
  private serverDue: number | null = null;
  private changes = 0;
  private woken = () => {};

  private readonly apps: Apps;
  private readonly ports: Iterator<number>;

  private constructor(apps: Apps, ports: Iterator<number>) {
    this.apps = apps;
    this.ports = ports;
    apps.onEvent = () => this.onEvent();
  }

  /** @param ports to listen on, one a run: rows of earlier runs live on for a minute */
  static async open(node: string, ports: Iterator<number>): Promise<Lane> {
    return new Lane(await startApps(node), ports);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.quitAll();
    await this.apps[Symbol.asyncDispose]();
  }

  /** A new run: App 1 listens, and nobody has asked. */
  async begin({ browser, pool, idle }: Setting): Promise<void> {
    this.quitAll();
    await this.apps.tell('reset', { idle });
    this.apps.ends.clear();
    const onEvent = () => this.onEvent();
    this.street = { port: 0, now: 0, opened: [], results: [], onEvent };
    const kind = kinds[browser];
    this.browser = new Pool(this.street, pool, kind);
    this.second = new Pool(this.street, pool, kind);
    this.curl = new Pool(this.street, pool, program, { cache: false, close: false });
    while (this.street.port === 0) {
      const { port = 0 } = await this.apps.tell('start', { app: 1, port: this.ports.next().value });
      this.street.port = port;
    }
    await this.settle();
  }

  /** Does it, waits until all is quiet, and tells what came of it. */
  async act(action: Action): Promise<{ results: Result[]; said: string | undefined }> {
    this.street.results = [];
    const said = await this.deeds[action]();
    await this.settle();
    return { results: this.street.results, said };
  }

  private readonly deeds: Record<Action, () => Promise<string | undefined>> = {
    v: async () => this.visit('browser', '/'),
    r: async () => this.visit('browser', '/'),
    t: async () => this.visit('new tab', '/'),
    l: async () => this.visit('browser', '/slow'),
    p: async () => void this.browser.preconnect(),
    q: async () => void this.browser.quit(),
    n: async () => void this.second.ask({ who: 'second browser', path: '/', again: false }),
    c: () => this.askOnce('curl'),
    k: () => this.askInTwo(),
    f: () => this.askOnce('fresh client'),
    s: () => this.tell('stop', 1),
    d: () => this.tell('close', 1),
    a: () => this.tell('all', 1),
    g: () => this.tell('drain', 1),
    2: () => this.tell('start', 2),
    S: () => this.tell('stop', 2),
    D: () => this.tell('close', 2),
    A: () => this.tell('all', 2),
    G: () => this.tell('drain', 2),
    w: () => this.wait(1000),
    x: () => this.wait(6000),
    m: () => this.wait(60_000),
  };

  private visit(who: 'browser' | 'new tab', path: '/' | '/slow'): undefined {
    this.browser.ask({ who, path, again: false });
  }

  private async askOnce(who: 'curl' | 'fresh client'): Promise<undefined> {
    const how = { cache: false, close: who === 'fresh client' };
    const pool = new Pool(this.street, 1, once, how);
    pool.ask({ who, path: '/', again: false });
    await this.settle();
    pool.quit();
  }

  private async askInTwo(): Promise<undefined> {
    const isSecond = this.curl.size > 0;
    this.curl.ask({ who: 'one curl', path: '/', again: false });
    if (!isSecond) return;
    await this.settle();
    this.curl.quit();
  }

  private async tell(deed: string, app: 1 | 2): Promise<string | undefined> {
    const { said } = await this.apps.tell(deed, { app, port: this.street.port });
    return said;
  }

  private async wait(ms: number): Promise<undefined> {
    const { street, apps } = this;
    const until = street.now + ms;
    for (;;) {
      const dues = this.pools.flatMap((pool) => (pool.due ? [{ pool, ...pool.due }] : []));
      const client = dues.sort((a, b) => a.at - b.at)[0];
      const at = Math.min(this.serverDue ?? Infinity, client?.at ?? Infinity);
      if (at > until) break;
      street.now = at;
      const byServer = (this.serverDue ?? Infinity) <= at;
      await apps.tell('advance', { to: at });
      if (!byServer && client) client.pool.hangUp(client.kept);
      await this.settle();
    }
    street.now = until;
    await apps.tell('advance', { to: until });
  }

  private get pools(): Pool[] {
    return [this.browser, this.second, this.curl];
  }

  private quitAll(): void {
    for (const { socket } of this.street.opened) socket.destroy();
  }

  private onEvent(): void {
    this.changes++;
    this.woken();
  }

  /** Waits until what one end has done has reached the other, for every connection. */
  private async settle(): Promise<void> {
    for (let isQuiet = false; !isQuiet; ) {
      const before = this.changes;
      const event = new Promise<void>((resolve) => {
        this.woken = resolve;
      });
      this.serverDue = (await this.apps.tell('sync')).due;
      const { opened } = this.street;
      const isLast = (kept: Street['opened'][0]) =>
        !kept.connected || kept === opened.findLast(({ peer }) => peer === kept.peer);
      const open = opened.find((kept) => isLast(kept) && !this.isSettled(kept));
      const changed = this.changes !== before;
      if (open && !changed) await within(`both ends of ${open.peer} to agree`, event, patience);
      isQuiet = !open && !this.pools.some((pool) => pool.goOn()) && !changed;
    }
  }

  private isSettled({ connected, peer, closed, sawEnd, sent, received }: Street['opened'][0]) {
    if (!connected) return false;
    const server = endOf(this.apps, peer);
    if (server.closed) return sawEnd || closed;
    return !closed && server.accepted && server.asked === sent && server.answered === received;
  }

  /** The rows of this run, each end by the number of its connection: `0 server ESTABLISHED`. */
  async rows(): Promise<string[]> {
    const { port, opened } = this.street;
    const numbers = new Map(opened.map(({ peer }, number) => [peer, number]));
    return rowsWith(port, await table()).flatMap(({ local, remote, state }) => {
      if (local.port === port && state === 'LISTEN') return ['LISTEN'];
      const [peer, end] = local.port === port ? [remote.port, 'server'] : [local.port, 'client'];
      const isOurs = local.port === port || remote.port === port;
      const number = isOurs ? numbers.get(peer) : undefined;
      return number === undefined ? [] : [`${number} ${end} ${state}`];
    });
  }

  /** The number of the connection with this port at the client’s end, the newest if it had several. */
  numberOf(peer: number): number {
    return this.street.opened.findLastIndex((kept) => kept.peer === peer);
  }
}

/** How long one end may take to see what the other has done, in ms: long only when it never does. */
const patience = 30_000;

/** So many milliseconds lie between two readings, which cost more than all else here. */
const pause = 4;
let reading: Promise<Buffer> | undefined;

/** The kernel’s table as it is after this call; one reading for all who ask meanwhile. */
function table(): Promise<Buffer> {
  reading ??= new Promise((resolve) => {
    setTimeout(() => {
      reading = undefined;
      resolve(readFileSync('/proc/net/tcp'));
    }, pause);
  });
  return reading;
}

/** Only the lines with this port are read as rows, of thousands that other runs have left. */
function rowsWith(port: number, bytes: Buffer): SocketRow[] {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  const lines = new Set<number>();
  for (let at = bytes.indexOf(hex); at >= 0; at = bytes.indexOf(hex, at + 1))
    lines.add(bytes.lastIndexOf('\n', at));
  const text = [...lines].map((start) => {
    const end = bytes.indexOf('\n', start + 1);
    return bytes.subarray(start, end < 0 ? bytes.length : end);
  });
  return parseProcNet(Buffer.concat(text), { port });
}
