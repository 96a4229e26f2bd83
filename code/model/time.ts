import { end, endByServer, remove } from './connections.ts';
import { type Draft, type PoolName, patienceOf, pools } from './draft.ts';
import { answer, goOn } from './requests.ts';
import { nodes, slowAnswer } from './setting.ts';
import type { Connection } from './state.ts';

/** Time passes, and all that is due in it happens, in its order. */
export function wait(draft: Draft, ms: number): void {
  const until = draft.now + ms;
  for (;;) {
    const next = nextDue(draft);
    if (!next || next.at > until) break;
    draft.now = next.at;
    happen(draft, next);
  }
  draft.now = until;
}

interface Due {
  at: number;
  who: PoolName;
  connection: Connection;
  what: 'answer' | 'the server hangs up' | 'the client hangs up';
}

/** The soonest; at the same moment the server’s clock comes first, since it has run longer by the answer’s way. */
function nextDue(draft: Draft): Due | undefined {
  let soonest: Due | undefined;
  for (const who of pools) {
    for (const connection of draft.clients[who].pool) {
      const due = dueOf(draft, who, connection);
      if (due && due.at < (soonest?.at ?? Infinity)) soonest = due;
    }
  }
  return soonest;
}

function dueOf(draft: Draft, who: PoolName, connection: Connection): Due | undefined {
  const { phase, since } = connection;
  if (phase === 'half closed') return undefined;
  if (phase === 'busy') return { at: since + slowAnswer, who, connection, what: 'answer' };
  const server = since + serverKeeps(draft, phase);
  const client = since + clientKeeps(draft, who, phase);
  if (server <= client)
    return server < Infinity
      ? { at: server, who, connection, what: 'the server hangs up' }
      : undefined;
  return { at: client, who, connection, what: 'the client hangs up' };
}

function serverKeeps({ setting }: Draft, phase: 'silent' | 'idle'): number {
  const { extra, silent } = nodes[setting.node];
  if (phase === 'silent') return silent;
  return setting.idle === null ? Infinity : setting.idle * 1000 + extra;
}

function clientKeeps(draft: Draft, who: PoolName, phase: 'silent' | 'idle'): number {
  const { idle, silent, beforeHint } = patienceOf(draft, who);
  if (phase === 'silent') return silent;
  const hint = draft.setting.idle; // a server without a limit gives no hint
  return hint === null || beforeHint === null ? idle : Math.min(idle, hint * 1000 - beforeHint);
}

function happen(draft: Draft, due: Due): void {
  const { who, connection } = due;
  if (due.what === 'the server hangs up') endByServer(draft, who, connection);
  else if (due.what === 'the client hangs up') hangUp(draft, who, connection);
  else {
    answer(draft, who, connection);
    goOn(draft, who);
  }
}

function hangUp(draft: Draft, who: PoolName, connection: Connection): void {
  remove(draft, who, [connection]);
  end(draft, who, connection, 'client');
}
