import { once } from 'node:events';
import { type Agent, createServer, get, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An app that answers with its name, listening on a port of the loopback; 0: any free one. */
export async function app(
  name: string,
  port = 0,
  answer: RequestListener = (_request, response) => response.end(name),
): Promise<Server & AsyncDisposable> {
  const server = createServer(answer);
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return Object.assign(server, {
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  });
}

export const portOf = (server: { address(): AddressInfo | string | null }): number =>
  (server.address() as AddressInfo).port;

/** Stops as lesson 1's program does: the listening socket is closed, every connection stays. */
export function stopListening(server: Server): void {
  server.closeIdleConnections = () => {};
  server.close();
}

/** Asks once: the body of the answer, or the code of the error in its place. */
export function ask(port: number, agent: Agent, path = '/'): Promise<string> {
  return new Promise((resolve) => {
    let got = '';
    const request = get({ host: '127.0.0.1', port, agent, path }, (response) => {
      response.setEncoding('utf8').on('data', (text) => {
        got += text;
      });
    });
    request.on('error', (error) => {
      got = codeOf(error);
    });
    // By now the agent has its connection back, and knows whether it is still good.
    request.on('close', () => resolve(got));
  });
}

/** `ECONNRESET`, `ECONNREFUSED`, …; the message where there is no code. */
export function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}

/** Asks so often, one after another: `App 1, 20 of 20`, or what came how often. */
export async function askOften(times: number, ask: () => Promise<string>): Promise<string> {
  const came = new Map<string, number>();
  for (let n = 0; n < times; n++) {
    const answer = await ask();
    came.set(answer, (came.get(answer) ?? 0) + 1);
  }
  return [...came].map(([answer, count]) => `${answer}, ${count} of ${times}`).join('; ');
}
