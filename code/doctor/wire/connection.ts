import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { type AnswerReader, readAnswers, type Spoken } from './answers.ts';
import type { Address, Observed } from './observed.ts';

export type { Address, Observed } from './observed.ts';

/** A connect takes no time on loopback; where the accept queue is full it would take minutes. */
const connectWithin = 2_000;

/**
 * Connects, and where the server speaks TLS shakes hands.
 * @throws the socket's error, `ECONNREFUSED` above all; `ETIMEDOUT` after two seconds
 */
export function openConnection(address: Address): Promise<Observed> {
  return new Promise((resolve, reject) => {
    const socket = address.tls ? connectTls(address) : connectPlain(address);
    // A path that has gone is as good as a port on which nobody listens.
    const refuse = (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? Object.assign(error, { code: 'ECONNREFUSED' }) : error);
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error('the connect took too long'), { code: 'ETIMEDOUT' }));
    }, connectWithin);
    socket.once('error', refuse);
    socket.once(address.tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.off('error', refuse);
      resolve(observe(socket));
    });
    socket.once('close', () => {
      clearTimeout(timer);
      reject(Object.assign(new Error('ended while connecting'), { code: 'ECONNRESET' }));
    });
  });
}

/** Half-open: by default Node answers a FIN by itself, and hides whether the server half-closed. */
const connectPlain = ({ host, port, socket }: Address): Socket =>
  socket === undefined
    ? connect({ host, port, allowHalfOpen: true, noDelay: true })
    : connect({ path: socket, allowHalfOpen: true });

const connectTls = ({ host, port }: Address): Socket =>
  connectSecurely({
    ...{ host, port, allowHalfOpen: true, ALPNProtocols: ['http/1.1'] },
    rejectUnauthorized: false,
  });

/** Does it shake hands? */
export async function speaksTls(address: Address): Promise<boolean> {
  const connection = await openConnection({ ...address, tls: true }).catch(() => undefined);
  connection?.leave();
  return connection !== undefined;
}

/**
 * Does it end whoever has no certificate of its own? With TLS 1.3 that is said after the handshake
 * (RFC 8446 section 4.4.2.4), with an older one it fails.
 */
export function asksForCertificate(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTls(address);
    const done = (result: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(done, connectWithin, false);
    socket.on('error', ({ code = '' }: NodeJS.ErrnoException) =>
      done(/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE/.test(code)),
    );
    socket.on('close', () => done(false));
    socket.resume();
  });
}

const noBytes: Buffer = Buffer.alloc(0);

/** Of bytes that nobody takes yet; what comes beyond is forgotten. */
const mostRaw = 64 * 1024;

function observe(socket: Socket): Observed {
  const openedAt = performance.now();
  const requests: { sentAt: number | null }[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of [...waiting]) look();
  };
  let [waitingRaw, left] = [noBytes, false];
  let takeRaw: ((bytes: Buffer) => void) | undefined;
  let ended: Observed['ended'];
  const reader: AnswerReader = readAnswers(
    (bytes) => {
      if (takeRaw) takeRaw(bytes);
      else if (waitingRaw.length < mostRaw) waitingRaw = Buffer.concat([waitingRaw, bytes]);
    },
    () => requests.length,
  );
  const end = (how: 'FIN' | 'RST') => {
    ended ??= { how, at: performance.now() };
    wake();
  };

  // It must flow: in a paused socket an RST wins over bytes that have come, and a whole answer looks cut.
  socket.on('data', (bytes: Buffer) => {
    reader.feed(bytes);
    wake();
  });
  socket.on('end', () => {
    reader.finish();
    end('FIN');
    socket.end();
  });
  // EPIPE is what our own second write to a closed connection meets: it says nothing of an RST.
  socket.on('error', ({ code }: NodeJS.ErrnoException) => end(code === 'EPIPE' ? 'FIN' : 'RST'));
  socket.on('close', wake);

  const send = (bytes: string | Buffer) => {
    if (!left && socket.writable) socket.write(bytes, 'latin1');
  };
  const { localPort = 0 } = socket;
  const observed: Observed = {
    localPort,
    answers: reader.answers,
    get isOpen() {
      return !ended && !left;
    },
    get ended() {
      return ended;
    },
    get asked() {
      return requests.length;
    },
    onRaw(take) {
      takeRaw = take;
      take(waitingRaw);
      waitingRaw = noBytes;
    },
    ask(...texts) {
      const sentAt = performance.now();
      requests.push(...texts.map(() => ({ sentAt })));
      send(texts.join(''));
    },
    begin(part) {
      requests.push({ sentAt: null });
      send(part);
    },
    complete(rest) {
      const last = requests.at(-1);
      if (last) last.sentAt = performance.now();
      send(rest);
    },
    write: send,
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    until: (met, ms) =>
      new Promise((resolve) => {
        const done = (result: boolean) => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve(result);
        };
        const look = () => {
          if (met()) done(true);
          else if (left) done(false);
        };
        const timer = setTimeout(() => done(met()), ms);
        waiting.add(look);
        look();
      }),
    facts: (zero, closeCode = null) => ({
      openedMs: openedAt - zero,
      exchanges: requests.map(({ sentAt }, n) => ({
        sentMs: sentAt === null ? null : sentAt - zero,
        answer: answerFacts(reader.answers[n], zero),
      })),
      end: ended?.how ?? 'open',
      endMs: ended ? ended.at - zero : null,
      closeCode,
    }),
    leave() {
      left = true;
      socket.destroy();
      wake();
    },
  };
  return observed;
}

function answerFacts(answer: Spoken | undefined, zero: number) {
  if (!answer) return null;
  const { status, close, framing, headAt, wholeAt, bytes } = answer;
  const whole = wholeAt !== null;
  const wholeMs = whole ? wholeAt - zero : null;
  return { status, close, framing, headMs: headAt - zero, whole, wholeMs, bytes };
}
