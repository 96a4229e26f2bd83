import { once } from 'node:events';
import { type Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Asked {
  method?: 'GET' | 'POST';
  agent: Agent | false;
}

/** What one request brought: an answer, or the code of an error. */
export type Brought = { status: number; page: string; peer: number | undefined } | { code: string };

/** Sends one request, and never a second time. A POST has a body of five bytes. */
export async function send(url: string, { method = 'GET', agent }: Asked): Promise<Brought> {
  const sent = request(url, { method, agent });
  sent.end(method === 'POST' ? 'hello' : undefined);
  try {
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const peer = answer.socket.localPort;
    return { status: answer.statusCode ?? 0, page: (await text(answer)).trim(), peer };
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}
