import { until } from '../../code/base/until.ts';
import { type Action, encode } from '../../code/model/actions.ts';
import { initial } from '../../code/model/replay.ts';
import { rowsOf } from '../../code/model/rows.ts';
import type { Setting } from '../../code/model/setting.ts';
import type { Result, State } from '../../code/model/state.ts';
import { step } from '../../code/model/step.ts';
import type { Lane } from './lane.ts';

export interface Comparing {
  /** What becomes of a row that the model claims, `0 server TIME_WAIT`: a planted fault’s. */
  claims?: ((row: string) => string) | undefined;
  /** How long rows may take to become as the model says, in ms: long only when they never do. */
  patience?: number | undefined;
}

/** A run in the model, beside the same in a lane: after every action both must say the same. */
export class Compared {
  readonly setting: Setting;
  state: State;
  private done: Action[] = [];
  /**
   * TIME_WAIT rows that the kernel has dropped early: a late segment reaches the closed end, whose
   * reset ends the other (RFC 1337, TIME-WAIT assassination). It was one in some hundreds here.
   */
  assassinated = 0;
  /** Ends that the kernel would have forgotten by the run’s clock, which real minutes do not keep up with. */
  private readonly forgotten = new Set<string>();

  private readonly claims: (row: string) => string;

  private readonly patience: number;

  constructor(setting: Setting, { claims = (row) => row, patience = 10_000 }: Comparing = {}) {
    this.setting = setting;
    this.claims = claims;
    this.patience = patience;
    this.state = initial(setting);
  }

  /** @throws Error with the letters so far, what the model says and what was seen */
  async act(lane: Lane, action: Action): Promise<void> {
    const before = this.state;
    this.state = step(before, action);
    this.done.push(action);
    for (const { left, ...row } of rowsOf(before))
      if (left !== null && left <= this.state.now - before.now) this.forgotten.add(endOf(row));

    const { results, said } = await lane.act(action).catch((error: Error) => {
      throw new Error(`${this.letters}\n  ${error.message}`, { cause: error });
    });
    this.agree('answers', this.state.results.map(inModel).sort(), results.map(inLane(lane)).sort());
    const taken = this.state.events.some((e) => e.kind === 'note' && /EADDRINUSE/.test(e.text));
    this.agree('starting', [taken ? 'EADDRINUSE' : ''], [said === 'EADDRINUSE' ? said : '']);
    await this.agreeOnRows(lane);
  }

  private async agreeOnRows(lane: Lane): Promise<void> {
    const claimed = rowsOf(this.state)
      .map((row) => (row.state === 'LISTEN' ? 'LISTEN' : `${endOf(row)} ${row.state}`))
      .map(this.claims)
      .filter((row) => !this.forgotten.has(row.replace(/ \w+$/, '')))
      .sort();
    let seen: string[] = [];
    const began = performance.now();
    const look = async () => {
      const rows = await lane.rows();
      seen = rows.filter((row) => !this.forgotten.has(row.replace(/ \w+$/, ''))).sort();
      if (seen.join() === claimed.join()) return true;
      const lacks = missing();
      const onlyTimeWait = lacks.length > 0 && lacks.every((row) => / TIME_WAIT$/.test(row));
      const isLate = performance.now() - began > this.patience / 10;
      return onlyTimeWait && lacks.length + seen.length === claimed.length && isLate
        ? false
        : undefined;
    };
    const missing = () => claimed.filter((row) => !seen.includes(row));
    const agrees = await until('the rows', look, { ms: this.patience }).catch(() => undefined);
    if (agrees) return;
    if (agrees === undefined) this.agree('rows', claimed, seen);
    const gone = missing();
    this.assassinated += gone.length;
    for (const row of gone) this.forgotten.add(row.replace(/ \w+$/, ''));
  }

  private get letters(): string {
    return `#sim=${encode({ setting: this.setting, actions: this.done })}`;
  }

  private agree(what: string, claimed: readonly string[], seen: readonly string[]): void {
    if (claimed.join() === seen.join()) return;
    throw new Error(
      `${this.letters}\n  ${what}, the model: ${claimed.join(', ') || 'none'}\n  ${what}, for real: ${seen.join(', ') || 'none'}`,
    );
  }
}

/** The model gives ports away in order. */
const numberOf = (peer: number) => (peer - 50_000) / 2;

function endOf({ local, remote }: { local: number; remote: number }): string {
  return local === 7888 ? `${numberOf(remote)} server` : `${numberOf(local)} client`;
}

const inModel = (result: Result) => inWords(result, numberOf);
const inLane = (lane: Lane) => (result: Result) => inWords(result, (peer) => lane.numberOf(peer));

function inWords({ who, path, got }: Result, number: (peer: number) => number): string {
  if (typeof got === 'string') return `${who} ${path}: ${got}`;
  return `${who} ${path}: ${got.status} by App ${got.app} on ${number(got.peer)}`;
}
