import { Agent, type AgentOptions } from 'node:http';
import { within } from '../../base/until.ts';
import type { AnswerFact, FailureFact } from '../../run/events.ts';
import type { Lab } from '../lab.ts';
import { send } from './request.ts';

/** A client whose requests may fail: what it sees is told either way. */
export interface Requester {
  /** For a failure, give each request a path of its own: so one can tell whether a handler ran for it. */
  ask(path: string, method?: 'GET' | 'POST'): Promise<AnswerFact | FailureFact>;
}

/**
 * A Node program that keeps its connections, and never asks twice.
 * @param agent how it keeps them; false: a new connection for each request
 */
export function requester(
  lab: Lab,
  who: string,
  agent: AgentOptions | false = { keepAlive: true, maxSockets: 1 },
): Requester {
  const pool = agent && new Agent(agent);
  if (pool) lab.owned.defer(() => pool.destroy());
  return {
    async ask(path, method = 'GET') {
      lab.turn(who);
      const before = lab.ledger.ran(method, path);
      const asked = send(lab.url(path), { method, agent: pool });
      const brought = await within(`${who} to get an answer to ${method} ${path}`, asked);
      if ('page' in brought && lab.appSaying(brought.page))
        return await lab.answered(who, path, brought);
      return lab.tell({
        kind: 'failure' as const,
        who,
        method,
        path,
        saw: 'code' in brought ? brought.code : String(brought.status),
        ran: lab.ledger.ran(method, path) - before,
      });
    },
  };
}
