import { once } from 'node:events';
import { connect } from 'node:net';
import { within } from '../../base/until.ts';

/** One connection, byte by byte: a client that cannot open a second one in silence. */
export interface Connection {
  /** Sends the first line of a request; the rest goes out with `ask`. */
  begin(): void;
  /** Asks for `/`, and returns the page; undefined when the connection ends, or never was, without an answer. */
  ask(): Promise<string | undefined>;
  /** Resolves when the connection has ended. */
  ended: Promise<unknown>;
}

const firstLine = 'GET / HTTP/1.1\r\n';
const request = `${firstLine}Host: 127.0.0.1\r\n\r\n`;

/** Connects to an app on 127.0.0.1. */
export function openRawConnection(port: number): Connection {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {}); // refused or reset is an end like another
  let received = '';
  socket.on('data', (text) => {
    received += text;
  });
  let unsent = request;
  return {
    begin() {
      socket.write(firstLine);
      unsent = request.slice(firstLine.length);
    },
    async ask() {
      received = '';
      socket.write(unsent);
      unsent = request;
      while (!socket.closed && pageOf(received) === undefined) {
        const more = once(socket, 'data').catch(() => {});
        await within('an answer, or the end of the connection', Promise.race([more, ended]), 2000);
      }
      return pageOf(received);
    },
    ended,
  };
}

/** The body of a whole answer, trimmed. */
function pageOf(answer: string): string | undefined {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  return length !== undefined && body.length === Number(length) ? body.trim() : undefined;
}
