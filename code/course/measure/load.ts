import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** What became of one request: who answered it, or why nobody did. */
export interface Outcome {
  method: 'GET' | 'POST';
  /** The body of a 200: the name of the server. */
  by?: string;
  /** Node's code of the error where the request failed, or its status and what it said. */
  lost?: string;
  /** By performance.now(). */
  ended: number;
}

/**
 * Sends requests evenly over time, on kept connections, without a retry, whether or not the ones
 * before are answered: a slow server does not slow its clients down.
 * @param count how many; every other pair is POSTs, so that each of two servers gets both kinds
 * @param perSecond requests a second
 * @param onSent called with the number of each, from 0, just before it is sent, and how many ms late it is
 */
export async function sendLoad(
  port: number,
  { count, perSecond }: { count: number; perSecond: number },
  onSent: (n: number, late: number) => void,
  signal: AbortSignal,
): Promise<Outcome[]> {
  // Hangs up before a Node server does: no request of ours meets a connection that is just ending.
  const agent = new Agent({ keepAlive: true, timeout: 4_000 });
  const start = performance.now();
  const outcomes: Array<Promise<Outcome>> = [];
  try {
    for (let n = 0; n < count; n++) {
      const due = start + (n * 1000) / perSecond - performance.now();
      if (due > 1) await pause(due, undefined, { signal });
      onSent(n, performance.now() - start - (n * 1000) / perSecond);
      outcomes.push(send(port, (n >> 1) % 2 ? 'POST' : 'GET', agent));
    }
    return await Promise.all(outcomes);
  } finally {
    agent.destroy();
  }
}

async function send(port: number, method: 'GET' | 'POST', agent: Agent): Promise<Outcome> {
  const end = (what: { by: string } | { lost: string }) => ({
    ...what,
    method,
    ended: performance.now(),
  });
  const sent = request({ host: '127.0.0.1', port, method, agent, timeout: 10_000 });
  sent.on('timeout', () => sent.destroy(Object.assign(new Error(), { code: 'no answer in 10 s' })));
  sent.end(method === 'POST' ? 'hello' : undefined);
  try {
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const body = (await text(answer)).trim();
    if (answer.statusCode === 200) return end({ by: body });
    // The balancer's own 502 closes with the code that it got itself.
    return end({ lost: / ([A-Z]+)$/.exec(body)?.[1] ?? `${answer.statusCode}` });
  } catch (error) {
    return end({ lost: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
}
