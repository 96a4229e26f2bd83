import { connect } from 'node:http2';
import type { Http2Session } from '../examination.ts';
import type { Address } from './connection.ts';

/** One HTTP/2 session of the doctor; over TLS by ALPN. */
export interface Session {
  request(path: string): void;
  facts(zero: number): Http2Session;
  leave(): void;
}

/** How long a server's SETTINGS frame is waited for, in ms: whoever speaks HTTP/2 sends it at once. */
const patience = 700;

/** Opens a session; null when the other end does not speak HTTP/2. */
export async function openSession({ host, port, tls }: Address): Promise<Session | null> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const session = tls
    ? connect(`https://${authority}`, { rejectUnauthorized: false })
    : connect(`http://${authority}`);
  const goaways: { code: number; lastStream: number; at: number }[] = [];
  let endedAt: number | null = null;
  let stream: { status: number | null; wholeAt: number | null; failed: boolean } | null = null;
  session.on('error', () => {});
  session.on('goaway', (code, lastStream) =>
    goaways.push({ code, lastStream, at: performance.now() }),
  );
  session.on('close', () => {
    endedAt = performance.now();
  });
  const speaks = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(resolve, patience, false);
    session.once('remoteSettings', () => done(true));
    session.once('close', () => done(false));
    function done(result: boolean) {
      clearTimeout(timer);
      resolve(result);
    }
  });
  if (!speaks) {
    session.destroy();
    return null;
  }

  return {
    request(path) {
      const seen = { status: null as number | null, wholeAt: null as number | null, failed: false };
      stream = seen;
      const request = session.request({ ':path': path });
      request.on('response', (head) => {
        seen.status = Number(head[':status']);
      });
      request.on('error', () => {
        seen.failed = true;
      });
      request.on('end', () => {
        // A stream that is reset ends too: only one without an error is whole.
        if (seen.status !== null && request.rstCode === 0) seen.wholeAt = performance.now();
      });
      request.resume();
    },
    facts: (zero) => ({
      goaways: goaways.map(({ at, ...goaway }) => ({ ...goaway, ms: at - zero })),
      stream: stream && {
        status: stream.status,
        whole: stream.wholeAt !== null && !stream.failed,
        endMs: stream.wholeAt === null ? null : stream.wholeAt - zero,
      },
      endMs: endedAt === null ? null : endedAt - zero,
    }),
    leave: () => session.destroy(),
  };
}
