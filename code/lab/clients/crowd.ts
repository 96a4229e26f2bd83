import { Agent } from 'node:http';
import { until, within } from '../../base/until.ts';
import type { Outcome, TallyFact } from '../../run/events.ts';
import { count } from '../../run/tally.ts';
import type { Lab } from '../lab.ts';
import { send } from './request.ts';

/** Many clients, each with one kept connection without a time limit. They are counted, and not told one by one. */
export interface Crowd {
  /** All of them, or the first so many, ask at once; what each saw: `App 1`, `ECONNRESET`, `502`. */
  ask(path: string, options?: CrowdOptions): Promise<string[]>;
  /** Resolves when a handler has begun to answer so many of these requests. */
  arrived(path: string, requests: number, method?: 'GET' | 'POST'): Promise<void>;
  /** They ask, and what they saw is told as a tally. */
  tally(path: string, options?: CrowdOptions & TallyOptions): Promise<TallyFact>;
}

export interface CrowdOptions {
  method?: 'GET' | 'POST';
  first?: number;
}

export interface TallyOptions {
  /** Another name than the crowd's, for a part of it. */
  who?: string;
  bounds?: Readonly<Record<string, NonNullable<Outcome['bound']>>>;
}

export function crowd(lab: Lab, who: string, size: number): Crowd {
  lab.ledger.quiet.add(who);
  const agents = Array.from({ length: size }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  lab.owned.defer(() => {
    for (const agent of agents) agent.destroy();
  });

  async function ask(path: string, { method = 'GET', first = size }: CrowdOptions = {}) {
    lab.turn(who);
    await until(`${who} to notice who has hung up`, () => noticed(lab, agents) || undefined);
    const asked = agents.slice(0, first).map((agent) => send(lab.url(path), { method, agent }));
    const brought = await within(`${who} to get their answers`, Promise.all(asked), 60_000);
    // A turn of the loop, in which each agent takes its connection back.
    await new Promise(setImmediate);
    return brought.map((each) =>
      'code' in each ? each.code : (lab.appSaying(each.page) ?? String(each.status)),
    );
  }

  return {
    ask,
    async arrived(path, requests, method = 'GET') {
      const seen = () => `${lab.ledger.ran(method, path)} of them`;
      const look = () => lab.ledger.ran(method, path) >= requests || undefined;
      await until(`${requests} requests to arrive at a handler`, look, { seen });
    },
    async tally(path, { who: part = who, bounds, ...options } = {}) {
      const outcomes = count(await ask(path, options), bounds);
      const asked = `${options.method ?? 'GET'} ${path}`;
      return lab.tell({ kind: 'tally' as const, who: part, asked, outcomes });
    },
  };
}

/** A connection that its app has ended may not be used for one more request: the end is on its way. */
function noticed(lab: Lab, agents: readonly Agent[]): boolean {
  if (lab.ledger.behind) return true;
  lab.ledger.catchUp();
  const idle = agents.flatMap(({ freeSockets }) => Object.values(freeSockets).flat());
  // A port comes back for a later connection: the newest is meant.
  const open = new Map(lab.ledger.connections.map(({ peer, open }) => [peer, open]));
  return idle.every((socket) => open.get(socket?.localPort ?? 0) !== false);
}
