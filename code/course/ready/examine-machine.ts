import type { Check, Machine, Seen } from './check.ts';
import { realBrowsers } from './checks/browser.ts';
import { curl } from './checks/curl.ts';
import { loopback } from './checks/loopback.ts';
import { managed } from './checks/managed.ts';
import { netstat } from './checks/netstat.ts';
import { nginx } from './checks/nginx.ts';
import { node } from './checks/node.ts';
import { port } from './checks/port.ts';
import { proxy } from './checks/proxy.ts';
import { relay } from './checks/relay.ts';
import { socketTable } from './checks/socket-table.ts';
import { tornado } from './checks/tornado.ts';

const checks: readonly Check[] = [
  node,
  loopback,
  port(7888, 'the apps of the lessons'),
  port(4321, 'the pages, by npm start'),
  socketTable,
  netstat,
  curl,
  ...realBrowsers,
  managed,
  tornado,
  nginx,
  proxy,
  relay,
];

export interface Finding extends Seen, Pick<Check, 'what' | 'use'> {}

/** Looks for everything at once. A check that fails is a finding like the others: nothing is thrown. */
export async function examineMachine(machine: Machine, those = checks): Promise<Finding[]> {
  return await Promise.all(
    those.map(async (check) => {
      const { what, use } = check;
      return { what, use, ...(await attempt(check, machine)) };
    }),
  );
}

async function attempt({ look }: Check, machine: Machine): Promise<Seen> {
  try {
    return await look(machine);
  } catch (error) {
    const found = `cannot be told: ${(error as Error).message}`;
    return { verdict: 'unknown', found, remedy: 'run it again: npm run ready' };
  }
}
