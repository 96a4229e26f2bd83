import { connect, type Socket } from 'node:net';
import type { Patience } from '../../code/model/setting.ts';
import type { Result } from '../../code/model/state.ts';

/** What all clients of a run share. */
export interface Street {
  port: number;
  now: number;
  /** Every connection that was opened, in that order. */
  opened: Kept[];
  results: Result[];
  /** Told at everything that happens. */
  onEvent: () => void;
}

interface Asked {
  who: Result['who'];
  path: Result['path'];
  again: boolean;
}

/** One real connection of a client. */
export interface Kept {
  socket: Socket;
  peer: number;
  connected: boolean;
  /** When it was last idle or opened, by the run’s clock. */
  since: number;
  nth: number;
  used: boolean;
  asked: Asked | null;
  sent: number;
  received: number;
  /** The server’s FIN has come. */
  sawEnd: boolean;
  closed: boolean;
  /** Seconds that the server has promised in its last answer. */
  hint: number | null;
  says: 'keep-alive' | 'close';
  text: string;
}

interface How {
  /** Does it keep pages? */
  cache: boolean;
  /** Does it say `Connection: close`? */
  close: boolean;
}

/** A client with real sockets: its pool follows the patience of a browser, by the run’s clock. */
export class Pool {
  private kept: Kept[] = [];
  private waiting: Asked[] = [];
  private toRepeat: Asked[] = [];
  private isCut = false;
  private cached: string | null = null;

  private readonly street: Street;
  private readonly max: number;
  private readonly patience: Patience;
  private readonly how: How;

  /** @param max connections at a time */
  constructor(
    street: Street,
    max: number,
    patience: Patience,
    how: How = { cache: true, close: false },
  ) {
    this.street = street;
    this.max = max;
    this.patience = patience;
    this.how = how;
  }

  get size(): number {
    return this.kept.length;
  }

  ask(asked: Asked): void {
    this.discard();
    const idle = this.kept.filter((each) => !each.asked && each.connected);
    const kept = idle.findLast(({ nth }) => nth > 0) ?? idle.find(({ nth }) => nth === 0);
    if (kept) this.send(kept, asked);
    else if (this.kept.length < this.max) this.send(this.open(asked), asked);
    else {
      this.waiting.push(asked);
      this.tell(asked, 'waits');
    }
  }

  preconnect(): void {
    this.discard();
    if (this.kept.some(({ asked }) => !asked) || this.kept.length >= this.max) return;
    this.open({ who: 'browser', path: '/', again: false }).used = true;
  }

  /** The program ends. */
  quit(): void {
    const all = this.kept;
    this.kept = [];
    for (const { socket, asked, sawEnd } of all) {
      if (asked && !sawEnd) this.tell(asked, 'given up');
      socket.destroy();
    }
    for (const asked of this.waiting) this.tell(asked, 'given up');
    this.waiting = [];
  }

  /** The connection that is to be closed next, and when; by this client’s own patience. */
  get due(): { at: number; kept: Kept } | undefined {
    let first: { at: number; kept: Kept } | undefined;
    for (const kept of this.kept) {
      if (kept.asked || kept.sawEnd) continue;
      const at = kept.since + this.patienceFor(kept);
      if (at < (first?.at ?? Infinity)) first = { at, kept };
    }
    return first;
  }

  hangUp(kept: Kept): void {
    this.remove(kept);
    kept.socket.destroy();
  }

  private patienceFor({ nth, hint }: Kept): number {
    const { idle, silent, beforeHint } = this.patience;
    if (nth === 0) return silent;
    return hint === null || beforeHint === null ? idle : Math.min(idle, hint * 1000 - beforeHint);
  }

  /** Those that the server has closed while nobody looked. */
  private discard(): void {
    for (const kept of this.kept.filter(({ sawEnd, asked }) => sawEnd && !asked)) this.hangUp(kept);
  }

  private open(asked: Asked): Kept {
    const { street } = this;
    // Half open: it is this pool that says when the other end is closed, too.
    const socket = connect({ port: street.port, host: '127.0.0.1', allowHalfOpen: true });
    const kept: Kept = {
      ...{ socket, peer: 0, connected: false, since: street.now, nth: 0, used: false, asked: null },
      ...{ sent: 0, received: 0, sawEnd: false, closed: false, hint: null, says: 'keep-alive' },
      text: '',
    };
    this.kept.push(kept);
    street.opened.push(kept);
    socket.on('connect', () => {
      kept.connected = true;
      kept.peer = socket.localPort ?? 0;
      street.onEvent();
    });
    socket.on('error', () => {
      if (kept.connected) return;
      street.opened.splice(street.opened.indexOf(kept), 1);
      this.remove(kept);
      this.tell(kept.asked ?? asked, 'refused');
      this.sendWaiting();
    });
    socket.on('data', (bytes) => this.read(kept, bytes.toString('latin1')));
    socket.on('end', () => {
      kept.sawEnd = true;
      if (kept.asked) this.lose(kept);
      else if (this.patience.notices === 'at once' || !this.kept.includes(kept)) this.hangUp(kept);
      street.onEvent();
    });
    socket.on('close', () => {
      kept.closed = true;
      street.onEvent();
    });
    return kept;
  }

  private send(kept: Kept, asked: Asked): void {
    this.toTheEnd(kept);
    kept.asked = asked;
    kept.nth++;
    kept.sent++;
    const tag = this.cached && asked.path === '/' ? `If-None-Match: ${this.cached}\r\n` : '';
    const end = this.how.close ? 'Connection: close\r\n' : '';
    kept.socket.write(`GET ${asked.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${tag}${end}\r\n`);
  }

  private read(kept: Kept, text: string): void {
    kept.text += text;
    const head = kept.text.indexOf('\r\n\r\n');
    if (head < 0) return;
    const headers = kept.text.slice(0, head);
    const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1]?.trim();
    const status = Number(headers.split(' ')[1]);
    const length = status === 304 ? 0 : Number(header('content-length'));
    if (kept.text.length < head + 4 + length) return;
    kept.text = kept.text.slice(head + 4 + length);

    const { asked } = kept;
    if (!asked) throw new Error(`an answer that nobody asked for: ${headers}`);
    const hint = /timeout=(\d+)/.exec(header('keep-alive') ?? '')?.[1];
    kept.hint = hint ? Number(hint) : null;
    kept.says = header('connection') === 'close' ? 'close' : 'keep-alive';
    kept.received++;
    kept.asked = null;
    kept.used = true;
    kept.since = this.street.now;
    this.toTheEnd(kept);
    if (this.how.cache && asked.path === '/') this.cached = header('etag') ?? null;
    const app = Number(header('x-app')) === 1 ? 1 : 2;
    this.tell(asked, { app, status: status === 304 ? 304 : 200, peer: kept.peer });
    // Both ends may close now, and would race; this one lets the server be first.
    if (kept.says === 'close') this.remove(kept);
    this.sendWaiting();
  }

  /** The server has closed under a request. */
  private lose(kept: Kept): void {
    const { asked, nth, used } = kept;
    this.hangUp(kept);
    if (!asked) return;
    const { retries } = this.patience;
    const repeats = retries === 'all' || (retries === 'on a used connection' && (used || nth > 1));
    if (repeats && !asked.again) this.toRepeat.push({ ...asked, again: true });
    else this.tell(asked, 'reset');
    this.isCut = true;
  }

  /**
   * What comes of a cut, once all ends are told of. A browser looks into the kernel whether a FIN lies
   * there before it uses a connection; Node cannot, so it waits until it has read them all.
   * @returns was there anything to do?
   */
  goOn(): boolean {
    if (!this.isCut) return false;
    this.isCut = false;
    for (const asked of this.toRepeat.splice(0)) this.ask(asked);
    this.sendWaiting();
    return true;
  }

  private sendWaiting(): void {
    while (
      this.waiting.length > 0 &&
      (this.kept.length < this.max || this.kept.some(({ asked }) => !asked))
    )
      this.ask(this.waiting.shift() as Asked);
  }

  private toTheEnd(kept: Kept): void {
    if (this.remove(kept)) this.kept.push(kept);
  }

  private remove(kept: Kept): boolean {
    const index = this.kept.indexOf(kept);
    if (index >= 0) this.kept.splice(index, 1);
    return index >= 0;
  }

  private tell({ who, path }: Asked, got: Result['got']): void {
    this.street.results.push({ who, path, got });
    this.street.onEvent();
  }
}
