// Lesson 12: lessons/12-who-hangs-up-first.mdx#do-it
// Wrong: nginx is told to send a POST once more.
import { Agent, createServer, request, type Server } from 'node:http';
import { text } from 'node:stream/consumers';

/** The server. `work` does what an order asks for, and resolves with the answer. */
export function createApp(work: (order: string) => Promise<string>): Server {
  const app = createServer(async (request, response) => {
    const answer = await work(await text(request));
    response.end(answer);
  });
  app.keepAliveTimeout = 2_000;
  app.keepAliveTimeoutBuffer = 0; // not a second more, so that you need not wait for it
  return app;
}

/** Stops the server; resolves when it has come to its end. */
export async function stop(app: Server): Promise<void> {
  await new Promise((over) => app.close(over));
}

/** The sender: how it keeps its connections. */
export function createAgent(): Agent {
  return new Agent({ keepAlive: true });
}

/** Sends an order, and resolves with its answer; rejects when there is none. */
export function send(url: string, order: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent }, (answer) => {
      text(answer).then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(order);
  });
}

/** Where nginx is the sender: lines for its upstream and its location. Empty, it is not even started. */
export function nginx(): { upstream: string; location: string } {
  return { upstream: '', location: 'proxy_next_upstream error timeout non_idempotent;' };
}
