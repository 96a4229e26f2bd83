import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until, within } from '../../base/until.ts';
import type { AnswerFact, FailureFact, StreamFact } from '../../run/events.ts';
import type { Lab } from '../lab.ts';
import type { LedgerConnection } from '../ledger.ts';

/** One connection, byte by byte, and never a second one: a client can leave it in any state. */
export interface RawClient {
  readonly who: string;
  /** Sends bytes, unless the connection has ended. */
  send(text: string): Promise<void>;
  /** Waits for the next answer, and tells it; or that there will be none. */
  answer(path: string, method?: string): Promise<AnswerFact | FailureFact>;
  /** Waits for a line that is no answer of HTTP, on an upgraded connection, and tells it; or the end. */
  line(path: string): Promise<StreamFact>;
}

/** Connects, and waits until an app has accepted: by then the connection is told. */
export async function rawClient(lab: Lab, who: string): Promise<RawClient> {
  lab.turn(who);
  const socket = connect(lab.front ?? lab.port, '127.0.0.1');
  lab.owned.defer(() => void socket.destroy());
  let received = '';
  let code = 'ended';
  const news = new EventTarget();
  socket.setEncoding('latin1').on('data', (text) => {
    received += text;
    news.dispatchEvent(new Event('more'));
  });
  socket.on('close', () => news.dispatchEvent(new Event('more')));
  await within(`${who} to be connected`, once(socket, 'connect'));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code ?? error.message;
  });
  const connection = await until(`an app to accept ${who}`, () =>
    lab.ledger.connections.findLast(({ peer, open }) => peer === socket.localPort && open),
  );
  const ended = () => hasEnded(socket, connection);

  /** Takes what `parse` finds in what has come; undefined at the end of the connection. */
  async function next(what: string, parse: (text: string) => Part | undefined) {
    for (;;) {
      const part = parse(received);
      if (part) received = received.slice(part.length);
      if (part || socket.closed) return part;
      await within(`${who} to get ${what}, or an end`, once(news, 'more'));
    }
  }

  return {
    who,
    async send(text) {
      lab.turn(who);
      if (await ended()) return;
      socket.write(text, 'latin1');
    },
    async answer(path, method = 'GET') {
      const before = connection.requests;
      const part = await next('an answer', answerIn);
      if (part) return await lab.answered(who, path, { page: part.page, peer: connection.peer });
      lab.ledger.catchUp();
      const ran = connection.handled - before;
      // An answer without a length has come when the connection ends: Node's own 408.
      const saw = /^HTTP\/1\.1 (\d{3}) /.exec(received)?.[1] ?? code;
      return lab.tell({ kind: 'failure' as const, who, method, path, saw, ran });
    },
    async line(path) {
      const part = await next('a line', lineIn);
      const what = part ? ({ did: 'event', data: part.page } as const) : ({ did: 'cut' } as const);
      return lab.tell({ kind: 'stream' as const, who, path, ...what });
    },
  };
}

/** What its app has ended is over for the client, too, as soon as the end has come. */
async function hasEnded(socket: Socket, connection: LedgerConnection): Promise<boolean> {
  if (!connection.open && !socket.closed) await within('the end to come', once(socket, 'close'));
  return socket.closed;
}

interface Part {
  page: string;
  /** In bytes. */
  length: number;
}

/** A whole answer with a Content-Length, or one that changes the protocol. */
function answerIn(text: string): Part | undefined {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  if (rest.length === 0) return undefined;
  const body = rest.join('\r\n\r\n');
  const length = /^HTTP\/1\.1 101 /.test(head)
    ? 0
    : Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
  if (!(body.length >= length)) return undefined;
  return { page: body.slice(0, length).trim(), length: head.length + 4 + length };
}

function lineIn(text: string): Part | undefined {
  const end = text.indexOf('\n');
  return end < 0 ? undefined : { page: text.slice(0, end).trim(), length: end + 1 };
}
