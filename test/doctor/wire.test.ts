import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { chainBetween, parsePs } from '../../code/base/processes.ts';
import { numberIn, readAnswers } from '../../code/doctor/wire/answers.ts';
import { openConnection } from '../../code/doctor/wire/connection.ts';
import { closeReply, readFrames } from '../../code/doctor/wire/frames.ts';

describe('answers, whole or cut', () => {
  const read = (text: string, { ends = false } = {}) => {
    const raw: string[] = [];
    const reader = readAnswers(
      (bytes) => raw.push(bytes.toString('latin1')),
      () => 1,
    );
    for (const byte of Buffer.from(text, 'latin1')) reader.feed(Buffer.from([byte]));
    if (ends) reader.finish();
    const answers = reader.answers.map(
      ({ status, close, framing, wholeAt, bytes }) =>
        `${status} ${close ? 'C' : 'K'} ${framing} ${wholeAt === null ? 'cut' : 'whole'} ${bytes}`,
    );
    return [...answers, ...(raw.length ? [raw.join('')] : [])];
  };
  const ok = 'HTTP/1.1 200 OK\r\n';
  test.each<[string, string, string[], boolean?]>([
    ['by length', `${ok}Content-Length: 2\r\n\r\nok`, ['200 K length whole 2']],
    ['by length, short', `${ok}Content-Length: 3\r\n\r\nok`, ['200 K length cut 2'], true],
    [
      'in chunks',
      `${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n`,
      ['200 K chunked whole 2'],
    ],
    [
      'in chunks, without the last',
      `${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n`,
      ['200 K chunked cut 2'],
      true,
    ],
    ['by the end, open', `${ok}\r\nok`, ['200 K close cut 2']],
    ['by the end, ended', `${ok}\r\nok`, ['200 K close whole 2'], true],
    ['half a head', `${ok}Content-Le`, [], true],
    [
      'close among other words',
      `${ok}Connection: foo, Close\r\nContent-Length: 0\r\n\r\n`,
      ['200 C length whole 0'],
    ],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', ['200 C length whole 0']],
    [
      'HTTP/1.0, kept',
      'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n',
      ['200 K length whole 0'],
    ],
    [
      'an interim one first',
      `HTTP/1.1 103 Early Hints\r\n\r\n${ok}Content-Length: 0\r\n\r\n`,
      ['200 K length whole 0'],
    ],
    [
      '304 with a length',
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n',
      ['304 K none whole 0'],
    ],
    [
      'pipelined',
      `${ok}Content-Length: 1\r\n\r\na${ok}Content-Length: 2\r\n\r\nb`,
      ['200 K length whole 1', '200 K length cut 1'],
    ],
    [
      '101, and what follows',
      'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nabc',
      ['101 K upgrade whole 0', 'abc'],
    ],
    ['no HTTP at all', 'SSH-2.0-OpenSSH\r\n\r\n', []],
  ])('%s', (_, text, answers, ends = false) => expect(read(text, { ends })).toEqual(answers));

  test('101 and what follows in one piece', () => {
    const raw: Buffer[] = [];
    const reader = readAnswers(
      (bytes) => raw.push(bytes),
      () => 1,
    );
    reader.feed(
      Buffer.from('HTTP/1.1 101 S\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nabc'),
    );
    expect(Buffer.concat(raw).toString()).toBe('abc');
  });

  test('a number is a body of digits', () => {
    expect([' 12\n', '0', '', 'x1', undefined].map(numberIn)).toEqual([12, 0, null, null, null]);
  });
});

describe('WebSocket frames', () => {
  test('the Close frame is found behind others, byte by byte', () => {
    const text = Buffer.from([0x81, 0x02, 0x68, 0x69]);
    const long = Buffer.concat([Buffer.from([0x82, 126, 0x01, 0x2c]), Buffer.alloc(300, 0x88)]);
    const close = Buffer.from([0x88, 0x02, 0x03, 0xe9]);
    const codeOf = readFrames();
    const codes = [...Buffer.concat([text, long, close])].map((byte) =>
      codeOf(Buffer.from([byte])),
    );
    expect(codes.slice(0, -1).every((code) => code === null)).toBe(true);
    expect(codes.at(-1)).toBe(1001);
  });

  test('one without a code is 1005, which is answered without one', () => {
    expect(readFrames()(Buffer.from([0x88, 0x00]))).toBe(1005);
    expect([...closeReply(1005)]).toEqual([0x88, 0x80, 0, 0, 0, 0]);
    expect([...closeReply(1001)]).toEqual([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe9]);
  });
});

describe('how a connection ends', () => {
  const meet = async (act: (socket: Socket) => void) => {
    const server = createServer({ allowHalfOpen: true }, act).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connection = await openConnection({ host: '127.0.0.1', port });
    connection.ask('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await connection.until(() => !connection.isOpen, 2_000);
    const { end } = connection.facts(0);
    connection.leave();
    server.close();
    return end;
  };
  const quiet = (socket: Socket) => socket.on('error', () => {}).resume();

  test('by FIN', async () => {
    expect(await meet((socket) => quiet(socket).once('data', () => socket.end()))).toBe('FIN');
  });

  test('by RST', async () => {
    expect(await meet((socket) => quiet(socket).once('data', () => socket.resetAndDestroy()))).toBe(
      'RST',
    );
  });

  test('an answer that came before the RST is whole', async () => {
    const server = createServer((socket) => {
      quiet(socket).once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        setTimeout(() => socket.resetAndDestroy(), 50);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connection = await openConnection({ host: '127.0.0.1', port });
    connection.ask('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await connection.until(() => !connection.isOpen, 2_000);
    const { end, exchanges } = connection.facts(0);
    server.close();
    expect([end, exchanges[0]?.answer?.whole]).toEqual(['RST', true]);
  });
});

describe('processes', () => {
  test('ps, as macOS prints it', () => {
    const [one, ...more] = parsePs(
      '  501     1   501 Ss   Wed Nov 25 13:19:12 2026     /usr/bin/node server.js --x\n' +
        '  502   501   501 Z    Wed Nov 25 13:19:13 2026     (node)\n',
    );
    expect(one).toEqual({
      ...{ pid: 501, parent: 1, group: 501, started: 'Wed Nov 25 13:19:12 2026' },
      line: '/usr/bin/node server.js --x',
    });
    expect(more).toEqual([]);
  });

  test('a chain leads from an ancestor down, and a circle ends', () => {
    const of = (pid: number, parent: number) => ({ pid, parent, group: 1, started: '', line: '' });
    const all = [of(1, 0), of(2, 1), of(3, 2), of(8, 9), of(9, 8)];
    expect(chainBetween(1, 3, all).map(({ pid }) => pid)).toEqual([1, 2, 3]);
    expect(chainBetween(3, 1, all)).toEqual([]);
    expect(chainBetween(1, 9, all)).toEqual([]);
  });
});
