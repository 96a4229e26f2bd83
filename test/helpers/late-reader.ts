import { once } from 'node:events';
import { connect } from 'node:net';

const bytes = 20_000_000;

/**
 * Sends a request with a body that nobody wants, and reads no byte of the answer before all of it is sent:
 * the client that a reset robs of its answer each time, where curl is robbed only now and then.
 * @returns what came, head and body
 * @throws the socket's error (`ECONNRESET`, `EPIPE`) when the server closed with bytes unread
 */
export async function sendThenRead(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1').pause();
  try {
    await once(socket, 'connect');
    socket.write(`PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\n\r\n`);
    const piece = Buffer.alloc(65_536);
    for (let sent = 0; sent < bytes; sent += piece.length) {
      if (!socket.write(piece.subarray(0, bytes - sent))) await once(socket, 'drain');
    }
    socket.end();
    let answer = '';
    for await (const text of socket.setEncoding('utf8')) answer += text;
    return answer;
  } finally {
    socket.destroy();
  }
}
